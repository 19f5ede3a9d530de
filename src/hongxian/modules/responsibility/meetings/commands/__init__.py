"""What is written of meetings, memberships and the work of offices."""

from hongxian.modules.responsibility.meetings.commands.meetings import Extract as Extract
from hongxian.modules.responsibility.meetings.commands.meetings import Item as Item
from hongxian.modules.responsibility.meetings.commands.meetings import add_extract as add_extract
from hongxian.modules.responsibility.meetings.commands.meetings import confirm_meeting as confirm_meeting
from hongxian.modules.responsibility.meetings.commands.meetings import end_membership as end_membership
from hongxian.modules.responsibility.meetings.commands.meetings import record_meeting as record_meeting
from hongxian.modules.responsibility.meetings.commands.meetings import reject_meeting as reject_meeting
from hongxian.modules.responsibility.meetings.commands.meetings import set_membership as set_membership
from hongxian.modules.responsibility.meetings.commands.meetings import withdraw_meeting as withdraw_meeting
from hongxian.modules.responsibility.meetings.commands.work import enter_work_occasion as enter_work_occasion
from hongxian.modules.responsibility.meetings.commands.work import enter_work_record as enter_work_record
from hongxian.modules.responsibility.meetings.commands.work import withdraw_work_occasion as withdraw_work_occasion
from hongxian.modules.responsibility.meetings.commands.work import withdraw_work_record as withdraw_work_record
