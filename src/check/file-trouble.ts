/** What is wrong with a file: each has a sentence `file-…` in messages/. */
export type FileTrouble =
  | "missing"
  | "folder"
  | "forbidden"
  | "empty"
  | "too-large"
  | "too-long"
  | "too-many-rows"
  | "wrong-kind"
  | "old-word"
  | "encrypted"
  | "damaged"
  | "bomb"
  | "not-utf8"
  | "no-text"
  | "no-quotations";
