"""The demo world: a small Xuchang, made through commands, for newcomers and tests."""

from hongxian.kernel.module import Module

MODULE = Module(key="demo")
