from hongxian.kernel.clock.moment import LOCAL, now, simulated, today

__all__ = ["LOCAL", "now", "simulated", "today"]
