"""Chinese words of the field app's server side. Those of the app itself stand in `static/field/text.js`."""

NAME = "红线 · 现场"
SHORT_NAME = "红线现场"
