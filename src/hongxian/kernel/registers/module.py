"""The room of registers: their pages, exports and what each person keeps of them, whatever room declares them."""

from hongxian.kernel.module import Module

MODULE = Module(key="registers")
