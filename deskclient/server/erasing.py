"""Devices as an operator knows them: which one is meant, and what has become of an order."""

from collections.abc import Iterator, Sequence

from deskclient.server.access.devices import SignedInDevice


class WipeError(ValueError):
    """Nothing was ordered; the text says why and which devices there are."""


def chosen_devices(devices: Sequence[SignedInDevice], name_or_id: str) -> Sequence[SignedInDevice]:
    """Find the device that is meant; all of them if none is named.

    Raises:
        WipeError: there is none, or more than one is called so.
    """
    if not devices:
        raise WipeError("This person has not signed in on any device.")
    if not name_or_id:
        return devices
    found = [one for one in devices if one.id == name_or_id]
    found = found or [one for one in devices if one.name.casefold() == name_or_id.casefold()]
    if len(found) == 1:
        return found
    why = "Several devices are called" if found else "There is no device"
    known = "\n".join(device_lines(found or devices))
    msg = f"{why} {name_or_id}; name one by its id:\n{known}"
    raise WipeError(msg)


def device_lines(devices: Sequence[SignedInDevice]) -> Iterator[str]:
    """Write one line for each device: id, name, sign-in, order."""
    for one in devices:
        yield f"{one.id}  {one.name}  signed in {one.signed_in_at}  {_state(one)}"


def _state(device: SignedInDevice) -> str:
    if device.erased_at:
        return f"erased {device.erased_at}, ordered {device.ordered_at}"
    if device.order_id:
        proved = "" if device.secret else "; cannot be proved before the next sign-in there"
        return f"ordered {device.ordered_at}, not confirmed{proved}"
    if device.signed_out_at:
        return f"signed out {device.signed_out_at}"
    return "in use"
