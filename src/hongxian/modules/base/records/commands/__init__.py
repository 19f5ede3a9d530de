"""Writes of registers and records."""

from hongxian.modules.base.records.commands.merges import (
    follow_merge as follow_merge,
)
from hongxian.modules.base.records.commands.paths import (
    follow_places as follow_places,
)
from hongxian.modules.base.records.commands.records import (
    confirm_record as confirm_record,
)
from hongxian.modules.base.records.commands.records import (
    correct_record as correct_record,
)
from hongxian.modules.base.records.commands.records import (
    end_record as end_record,
)
from hongxian.modules.base.records.commands.records import (
    enter_record as enter_record,
)
from hongxian.modules.base.records.commands.records import (
    reject_record as reject_record,
)
from hongxian.modules.base.records.commands.records import (
    withdraw_record as withdraw_record,
)
from hongxian.modules.base.records.commands.registers import (
    close_register as close_register,
)
from hongxian.modules.base.records.commands.registers import (
    open_register as open_register,
)
from hongxian.modules.base.records.commands.registers import (
    withdraw_register as withdraw_register,
)
