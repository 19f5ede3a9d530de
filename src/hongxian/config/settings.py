"""All settings. Every value from outside passes through `env`, which documents it (`docs/settings.md`)."""

import secrets
from pathlib import Path

import django_stubs_ext

from hongxian.config.env import database, env, flag, hours, tiles, words
from hongxian.config.modules import ROOMS

# Types of forms, fields and query sets may be written with their arguments; Django itself knows them only in stubs.
django_stubs_ext.monkeypatch()

PACKAGE_DIR = Path(__file__).resolve().parent.parent
PROJECT_DIR = PACKAGE_DIR.parent.parent

DATA_DIR = env("DATA_DIR", str(PROJECT_DIR / "var"), "数据目录：嵌入式数据库、签名密钥、上传文件。", Path)
DEMO = env("DEMO", "0", "演示实例：登录页列出演示账号，页眉标明“演示”。正式使用必须为 0。", flag)
DEBUG = env("DEBUG", "0", "开发调试。正式使用必须为 0。", flag)
ALLOWED_HOSTS = env("ALLOWED_HOSTS", "127.0.0.1,localhost", "允许访问的主机名，以逗号分隔。", words)
CSRF_TRUSTED_ORIGINS = env("TRUSTED_ORIGINS", "", "经反向代理访问时可信的来源，以逗号分隔。", words)
SECURE_COOKIES = env("SECURE_COOKIES", "0", "仅通过 HTTPS 发送登录凭据；经 HTTPS 对外服务时必须为 1。", flag)
TRUSTED_PROXIES = env(
    "TRUSTED_PROXIES", "0", "服务前面有几层可信的反向代理（据此认定登录的来源地址）；没有则为 0。", int
)
OIDC_ISSUER = env("OIDC_ISSUER", "", "统一身份认证（OpenID Connect）服务的地址（issuer）；留空则不启用。", str)
OIDC_CLIENT_ID = env("OIDC_CLIENT_ID", "", "在统一身份认证服务登记的客户端标识。", str)
OIDC_CLIENT_SECRET = env("OIDC_CLIENT_SECRET", "", "在统一身份认证服务登记的客户端口令。", str)
OIDC_NAME = env("OIDC_NAME", "统一身份认证", "登录页上该登录方式的名称。", str)
OIDC_USERNAME_CLAIM = env(
    "OIDC_USERNAME_CLAIM",
    "",
    "按哪个声明（如 preferred_username）与登录名一致自动关联账号；留空则只由管理员关联。",
    str,
)
WITNESS_DIR = env("WITNESS_DIR", "", "台账头的见证目录（运营者不能单独控制的位置）；留空则不导出。", str)
FONT_DIR = env("FONT_DIR", "/usr/share/fonts", "PDF 用中文字体（Noto CJK）所在目录。", Path)
PUBLIC_ADDRESS = env(
    "PUBLIC_ADDRESS", "http://127.0.0.1:8000", "对外访问地址，印在公文二维码里；正式使用须改为单位的网址。", str
)
WEBHOOK_HOSTS = env("WEBHOOK_HOSTS", "", "允许事件推送和数据交换到的主机名，以逗号分隔；留空则不推送、不报送。", words)
MAIL_HOST = env("MAIL_HOST", "", "发送通知邮件的 SMTP 服务器；留空则不发邮件。", str)
MAIL_PORT = env("MAIL_PORT", "25", "SMTP 端口（STARTTLS 常用 587，SSL 常用 465）。", int)
MAIL_USER = env("MAIL_USER", "", "SMTP 登录名；留空则不登录。", str)
MAIL_PASSWORD = env("MAIL_PASSWORD", "", "SMTP 口令。", str)
MAIL_SECURITY = env("MAIL_SECURITY", "none", "SMTP 加密方式：none、starttls 或 ssl。", str)
MAIL_FROM = env("MAIL_FROM", "", "发件地址；留空则用 SMTP 登录名。", str)
NOTICE_HOSTS = env("NOTICE_HOSTS", "", "允许通知网关（企业微信、钉钉、飞书、短信）使用的主机名，以逗号分隔。", words)
NOTICE_QUIET = env("NOTICE_QUIET", "21:00-07:30", "免打扰时段的默认值，可跨零点，个人可改；留空则没有。", hours)
NOTICE_URGENT_IN_QUIET = env("NOTICE_URGENT_IN_QUIET", "0", "紧急类通知可否在免打扰时段发出。", flag)
NOTICE_DIGEST_HOUR = env("NOTICE_DIGEST_HOUR", "9", "每日汇总发出的钟点（仅工作日）的默认值，个人可改。", int)
NOTICE_WINDOW = env("NOTICE_WINDOW", "300", "即时通知先聚集多少秒再合为一条发出；紧急类不等。", int)
NOTICE_MOST_PER_HOUR = env("NOTICE_MOST_PER_HOUR", "6", "每个地址每小时最多发几条；超出的合并到下一条。", int)
EXCHANGE_DIRECT_ROWS = env(
    "EXCHANGE_DIRECT_ROWS", "2000", "数据交换一批取数不超过多少行时当场备好；更多的转到后台，显示进度。", int
)
NOTICE_KEEP_DAYS = env(
    "NOTICE_KEEP_DAYS", "365", "已读的通知保留多少天，过后清除（留痕不受影响）；0 为一直保留。未读的不清除。", int
)
NOTICE_ATTEMPTS = env("NOTICE_ATTEMPTS", "6", "一条通知最多尝试投递几次，之后标为“已放弃”。", int)
API_RATE = env("API_RATE", "600/m", "接口限速：每个账号或令牌、每个服务进程，如 600/m 或 20/s。", str)
ATTACHMENT_LARGEST = env("ATTACHMENT_LARGEST", "20", "一个附件（照片、录音、手写签名）最多多少 MB。", int)
ATTACHMENT_MOST = env("ATTACHMENT_MOST", "50", "一个对象最多多少个附件（台账另有规定的从其规定）。", int)
ATTACHMENT_PIXELS = env("ATTACHMENT_PIXELS", "80", "一张照片最多多少百万像素：更大的拒收，以免耗尽内存。", int)
UPLOAD_HOURS = env("UPLOAD_HOURS", "72", "没有传完的附件保留多少小时，期内可以续传，过后清除。", int)
SEAL_EVERY = env("SEAL_EVERY", "5", "每隔多少秒封存一次待封条目。", int)

REMIND_WORKING_DAYS = env("REMIND_WORKING_DAYS", "10", "待办到期前多少个工作日提醒（产品默认，可改）。", int)

EXPORT_DIRECT_ROWS = env("EXPORT_DIRECT_ROWS", "5000", "导出不超过多少行时当场生成；更多的转到后台。", int)
EXPORT_KEEP_HOURS = env("EXPORT_KEEP_HOURS", "72", "后台导出的文件保留多少小时，过期清除。", int)
IMPORT_KEEP_DAYS = env(
    "IMPORT_KEEP_DAYS", "180", "导入批次办结后保留多少天（其间可查看、可撤销；台账中的记录一直保留）。", int
)

MAP_TILES = env(
    "MAP_TILES",
    "",
    "一张图的底图：瓦片地址，如 https://服务器/{z}/{x}/{y}.png；天地图等 WMTS 栅格把行列号写成 {y}、{x}、级别写成 {z}，"
    "密钥写在地址里（浏览者看得到，请用限定了网址的密钥）；多层以空格分隔，先写的在下。须为 WGS84 或 CGCS2000 坐标。"
    "留空则不用任何外部图源，只画已载入的区划边界。",
    tiles,
)
MAP_CREDIT = env("MAP_CREDIT", "", "底图的署名和审图号，显示在图角。", str)


def _secret_key() -> str:
    """The secret of this instance, made once in the data directory unless the environment gives one."""
    if given := env("SECRET_KEY", "", "会话签名密钥；留空则在数据目录生成并保存。", str):
        return given
    file = DATA_DIR / "secret_key"
    if not file.exists():
        DATA_DIR.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(50), encoding="ascii")
    return file.read_text(encoding="ascii")


SECRET_KEY = _secret_key()

DATABASES = {
    "default": env(
        "DATABASE_URL",
        f"sqlite:///{DATA_DIR}/hongxian.sqlite3",
        "数据库：sqlite:///文件 或 postgresql://用户:口令@主机/库。",
        database,
    )
}

KERNEL_ROOMS: tuple[str, ...] = (
    "hongxian.kernel.ledger",
    "hongxian.kernel.search",
    "hongxian.kernel.outbox",
    "hongxian.kernel.duties",
    "hongxian.kernel.custody",
    "hongxian.kernel.registers",
    "hongxian.kernel.operations",
    "hongxian.kernel.imports",
)

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "js_lib_leaflet",
    "hongxian.config",
    "hongxian.kernel",
    "hongxian.kernel.web",
    *KERNEL_ROOMS,
    *ROOMS,
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "hongxian.modules.base.accounts.middleware.SessionLimits",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "hongxian.kernel.web.middleware.ActorMiddleware",
    "hongxian.kernel.web.middleware.RequestLogMiddleware",
    "hongxian.kernel.web.middleware.ProblemMiddleware",
    "hongxian.kernel.web.middleware.ContentSecurityMiddleware",
]
ACTOR_LOADER = "hongxian.modules.base.integrations.queries.actor_of_request"
ACTOR_FINDER = "hongxian.modules.base.accounts.acting.actor_in_capacity"
POSTS_LOADER = "hongxian.modules.base.accounts.queries.capacities_of_request"
NOTICES_TASK = "hongxian.modules.base.notices.tasks.tell"
NOTICES_COUNT = "hongxian.modules.base.notices.queries.unread_count"
DEMO_ACCOUNTS = "hongxian.modules.portal.demo.cast.demo_accounts"

ROOT_URLCONF = "hongxian.config.urls"
WSGI_APPLICATION = "hongxian.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "hongxian.kernel.web.context.shell",
            ],
            "builtins": ["hongxian.kernel.web.templatetags.words"],
        },
    }
]

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
if DEMO:
    PASSWORD_HASHERS = ["hongxian.modules.portal.demo.hashers.DemoHasher"]
LOGIN_URL = "accounts:login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "accounts:login"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_COOKIES
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"

EMAIL_HOST, EMAIL_PORT, EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL_HOST, MAIL_PORT, MAIL_USER, MAIL_PASSWORD
EMAIL_USE_TLS, EMAIL_USE_SSL, EMAIL_TIMEOUT = MAIL_SECURITY == "starttls", MAIL_SECURITY == "ssl", 10
DEFAULT_FROM_EMAIL = MAIL_FROM or MAIL_USER

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True
DATE_FORMAT = "Y-m-d"
DATETIME_FORMAT = "Y-m-d H:i"

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

LOG_FORMAT = env("LOG_FORMAT", "line", "日志格式：line 每条一行文字，json 每条一个 JSON（供日志系统收集）。", str)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"},
        "json": {
            "()": "pythonjsonlogger.json.JsonFormatter",
            "format": "{asctime}{levelname}{name}{message}",
            "style": "{",
            "rename_fields": {"asctime": "at", "levelname": "level", "name": "logger"},
            "json_ensure_ascii": False,
        },
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"hongxian.requests": {"level": "INFO" if LOG_FORMAT == "json" else "WARNING"}},
}
