;; Cosines of one question with packed vectors, eight numbers at a time. packed-cosines.ts lays out
;; the memory and says what the numbers mean; test/index/packed-cosines.test.ts compares with plain loops.
;;
;; The question stands in memory as two rows of 16-bit whole numbers, coarse and fine: coarse × 32768 + fine
;; is the number meant. All sums are of whole numbers, so their order changes nothing.
(module
  (memory (export "memory") 1)
  (global $coarse (export "coarse") (mut i32) (i32.const 0))   ;; where the coarse row begins
  (global $fine (export "fine") (mut i32) (i32.const 0))       ;; where the fine row begins
  (global $lengths (export "lengths") (mut i32) (i32.const 0)) ;; a float for each vector: its length
  (global $vectors (export "vectors") (mut i32) (i32.const 0)) ;; the vectors, signed bytes
  (global $width (export "width") (mut i32) (i32.const 0))     ;; bytes of a vector, a multiple of 32
  (global $unit (export "unit") (mut f64) (f64.const 1))       ;; what a step of the fine row is worth

  ;; The product of a row of the question with the vector at that place.
  (func $product (param $row i32) (param $vector i32) (result f64)
    (local $end i32) (local $low v128) (local $high v128)
    (local.set $end (i32.add (local.get $vector) (global.get $width)))
    (loop $next
      (local.set $low (i32x4.add (local.get $low)
        (i32x4.dot_i16x8_s (v128.load8x8_s (local.get $vector)) (v128.load (local.get $row)))))
      (local.set $high (i32x4.add (local.get $high)
        (i32x4.dot_i16x8_s (v128.load8x8_s offset=8 (local.get $vector)) (v128.load offset=16 (local.get $row)))))
      (local.set $low (i32x4.add (local.get $low)
        (i32x4.dot_i16x8_s (v128.load8x8_s offset=16 (local.get $vector)) (v128.load offset=32 (local.get $row)))))
      (local.set $high (i32x4.add (local.get $high)
        (i32x4.dot_i16x8_s (v128.load8x8_s offset=24 (local.get $vector)) (v128.load offset=48 (local.get $row)))))
      (local.set $row (i32.add (local.get $row) (i32.const 64)))
      (br_if $next (i32.lt_u (local.tee $vector (i32.add (local.get $vector) (i32.const 32))) (local.get $end))))
    ;; Four sums each fit 32 bits up to 2,000 dimensions; all four together may not.
    (f64.add
      (f64.add (f64.convert_i32_s (i32x4.extract_lane 0 (local.get $low))) (f64.convert_i32_s (i32x4.extract_lane 1 (local.get $low))))
      (f64.add (f64.convert_i32_s (i32x4.extract_lane 2 (local.get $low))) (f64.convert_i32_s (i32x4.extract_lane 3 (local.get $low)))))
    (f64.add
      (f64.add (f64.convert_i32_s (i32x4.extract_lane 0 (local.get $high))) (f64.convert_i32_s (i32x4.extract_lane 1 (local.get $high))))
      (f64.add (f64.convert_i32_s (i32x4.extract_lane 2 (local.get $high))) (f64.convert_i32_s (i32x4.extract_lane 3 (local.get $high)))))
    (f64.add))

  (func $place (param $number i32) (result i32)
    (i32.add (global.get $vectors) (i32.mul (local.get $number) (global.get $width))))

  (func $length (param $number i32) (result f64)
    (f64.promote_f32 (f32.load (i32.add (global.get $lengths) (i32.shl (local.get $number) (i32.const 2))))))

  ;; For each of a list of numbers: the cosine with that vector by the coarse row alone, to `out`.
  (func (export "rate") (param $list i32) (param $count i32) (param $out i32)
    (local $number i32) (local $unit f64)
    (if (i32.eqz (local.get $count)) (then (return)))
    (local.set $unit (f64.mul (global.get $unit) (f64.const 32768)))
    (loop $next
      (local.set $number (i32.load (local.get $list)))
      (f64.store (local.get $out)
        (f64.div
          (f64.mul (call $product (global.get $coarse) (call $place (local.get $number))) (local.get $unit))
          (call $length (local.get $number))))
      (local.set $list (i32.add (local.get $list) (i32.const 4)))
      (local.set $out (i32.add (local.get $out) (i32.const 8)))
      (br_if $next (local.tee $count (i32.sub (local.get $count) (i32.const 1))))))

  ;; The highest cosine, by both rows, among the vectors from one number up to another.
  (func (export "best") (param $from i32) (param $to i32) (result f64)
    (local $most f64) (local $at i32)
    (local.set $most (f64.const -inf))
    (if (i32.ge_u (local.get $from) (local.get $to)) (then (return (local.get $most))))
    (loop $next
      (local.set $at (call $place (local.get $from)))
      (local.set $most (f64.max (local.get $most)
        (f64.div
          (f64.add
            (f64.mul (call $product (global.get $coarse) (local.get $at)) (f64.const 32768))
            (call $product (global.get $fine) (local.get $at)))
          (call $length (local.get $from)))))
      (br_if $next (i32.lt_u (local.tee $from (i32.add (local.get $from) (i32.const 1))) (local.get $to))))
    (f64.mul (local.get $most) (global.get $unit))))
