"""Cuts XLM-R's 250,002 pieces to those that English, Russian and Kazakh text can need."""

import unicodedata

SPECIAL_PIECES = 4  # <s> <pad> </s> <unk>: the first ids


def choose_pieces(pieces, small_pieces):
    """Ids to keep: specials, all with a Cyrillic letter, Latin ones and signs also in the English-Portuguese cut."""
    small = set(small_pieces)
    return [k for k, piece in enumerate(pieces) if k < SPECIAL_PIECES or _is_needed(piece, small)]


def _is_needed(piece, small):
    scripts = {unicodedata.name(letter, "?").split()[0] for letter in piece if letter.isalpha()}
    if "CYRILLIC" in scripts:
        return True
    return scripts <= {"LATIN"} and (piece in small or len(piece.lstrip("▁")) <= 1)


def tokenizer_json(pieces, scores):
    """A tokenizer of the `tokenizers` format: Unigram over the pieces, `<s> text </s>`."""
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [
            {
                "id": k,
                "content": pieces[k],
                "single_word": False,
                "lstrip": False,
                "rstrip": False,
                "normalized": False,
                "special": True,
            }
            for k in range(SPECIAL_PIECES)
        ],
        "normalizer": {
            "type": "Sequence",
            "normalizers": [
                {"type": "NFKC"},
                {"type": "Replace", "pattern": {"Regex": "\\s+"}, "content": " "},
            ],
        },
        "pre_tokenizer": {
            "type": "Sequence",
            "pretokenizers": [
                {"type": "WhitespaceSplit"},
                {"type": "Metaspace", "replacement": "▁", "add_prefix_space": True},
            ],
        },
        "post_processor": {
            "type": "TemplateProcessing",
            "single": [
                {"SpecialToken": {"id": "<s>", "type_id": 0}},
                {"Sequence": {"id": "A", "type_id": 0}},
                {"SpecialToken": {"id": "</s>", "type_id": 0}},
            ],
            "pair": [],
            "special_tokens": {
                "<s>": {"id": "<s>", "ids": [0], "tokens": ["<s>"]},
                "</s>": {"id": "</s>", "ids": [2], "tokens": ["</s>"]},
            },
        },
        "decoder": {"type": "Metaspace", "replacement": "▁", "add_prefix_space": True},
        "model": {
            "type": "Unigram",
            "unk_id": 3,
            "vocab": [[piece, round(score, 4)] for piece, score in zip(pieces, scores, strict=True)],
        },
    }


def tokenizer_config(positions):
    return {
        "tokenizer_class": "XLMRobertaTokenizer",
        "model_max_length": positions,
        "bos_token": "<s>",
        "eos_token": "</s>",
        "cls_token": "<s>",
        "sep_token": "</s>",
        "pad_token": "<pad>",
        "unk_token": "<unk>",
    }
