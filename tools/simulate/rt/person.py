"""What a person does who works at a Request Tracker."""

from deskclient.backends.request_tracker.custom_fields import PREFIX
from tools.simulate.other_desks.person import OtherPerson
from tools.simulate.rt.town import FLOOR, FLOORS, PHONES, SERIAL


class RtPerson(OtherPerson):
    """Uses what such a desk keeps."""

    serial, floor, phones = (f"{PREFIX}{one}" for one in (SERIAL, FLOOR, PHONES))
    floors = FLOORS
