//! Forms that are refused, with every fault at its place.

use super::*;

#[test]
fn every_fault_of_a_form_is_told_with_its_place() {
    insta::assert_snapshot!(faults(
        "
| survey | | | | | | | | | | |
| | type | name | label | label | relevant | constraint | calculation | default | choice_filter | bind::phaodai:visibility |
| | text | name | Tên | Name | | | | | | everybody |
| | text | name | Tên nữa | | | | | | | |
| | txt | phone | Điện thoại | | | | | | | |
| | text | | Không tên | | | | | | | |
| | integer | age | Tuổi | | ${nmae} != '' | . >= 0 and | | mười | | |
| | select_one yes_on | fever | Sốt | | | | | | | |
| | select_one yes_no | cough | Ho | | ${cough} = 'perhaps' | | | | | |
| | rank yes_no | order | Thứ tự | | | | | | | |
| | select_one_from_file places.csv | place | Nơi | | | | | | | |
| | calculate | sum | | | | | round(${age}, 0) | | | |
| | calculate | none | | | | | | | | |
| | calculate | a | | | | | ${b} + 1 | | | |
| | calculate | b | | | | | ${a} + 1 | | | |
| | begin group | g | Nhóm | | | | | | | |
| | text | note_2 | Trong nhóm | | ${last-saved#age} = 3 | | ${last-saved#age} | | | |
| | end repeat | | | | | | | | | |
| | end group | | | | | | | | | |
| | begin repeat | r | Lặp | | | | | | | |
| choices | | | | | | | | | | |
| | list_name | name | label | | | | | | | |
| | yes_no | yes | Có | | | | | | | |
| | yes_no | yes | Rồi | | | | | | | |
| | yes_no | not yet | Chưa | | | | | | | |
| | yes_no | | Không | | | | | | | |
| _indicators | | | | | | | | | | |
| | repeat | name | title_vi | where | | | | | | |
| | | old | Già | round(${age}) > 60 | | | | | | |
| | r2 | x | X | | | | | | | |
| _balance | | | | | | | | | | |
| | check | missing | | | | | | | | |
| | old + young = total | perhaps | | | | | | | | |
"
    ));
}
