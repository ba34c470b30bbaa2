"""Ed25519 keys: one for each device, made once, never leaving it."""

from __future__ import annotations

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from greenshield.log.envelope import device_id_of


class DeviceKey:
    """A device's private key, a :class:`~greenshield.log.envelope.Signer`."""

    def __init__(self, secret: bytes) -> None:
        """Takes the raw 32-byte secret."""
        self._key = Ed25519PrivateKey.from_private_bytes(secret)
        self._public = self._key.public_key().public_bytes(
            serialization.Encoding.Raw, serialization.PublicFormat.Raw
        )
        self._device_id = device_id_of(self._public)

    @classmethod
    def generate(cls) -> DeviceKey:
        """A new random key."""
        key = Ed25519PrivateKey.generate()
        return cls(
            key.private_bytes(
                serialization.Encoding.Raw,
                serialization.PrivateFormat.Raw,
                serialization.NoEncryption(),
            )
        )

    @property
    def secret(self) -> bytes:
        """The raw 32 bytes, for the key store alone."""
        return self._key.private_bytes(
            serialization.Encoding.Raw,
            serialization.PrivateFormat.Raw,
            serialization.NoEncryption(),
        )

    @property
    def device_id(self) -> str:
        """The device's id, made from the public key."""
        return self._device_id

    @property
    def public_key(self) -> bytes:
        """The raw 32-byte public key."""
        return self._public

    def sign(self, data: bytes) -> bytes:
        """The 64-byte signature over ``data``."""
        return self._key.sign(data)


def is_signed_by(public_key: bytes, signature: bytes, data: bytes) -> bool:
    """True where ``signature`` over ``data`` was made with the key's secret half."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, data)
    except (InvalidSignature, ValueError):
        return False
    return True
