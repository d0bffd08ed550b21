//! What `verify` says: what was checked, and of a breach what it is, where, and what to do next.

use domain::base::units::UnitTree;
use domain::base::{Lang, UnitId};
use node::ledger::{Breach, Broken, Depth, Verified};

use super::{Context, say};

/// What was checked, in the words of whoever keeps the machine.
pub(super) fn checked(verified: &Verified, depth: Depth, context: &Context) -> String {
    let number = |count: u64| say::number(i64::try_from(count).unwrap_or(i64::MAX), context.lang);
    let tables = match depth {
        Depth::Tables => context.say(
            "bảng số liệu    dựng lại từ nhật ký, giống từng dòng",
            "tables          made again from the ledger, row by row alike",
        ),
        Depth::Ledger => context
            .say("bảng số liệu    KHÔNG kiểm (--quick)", "tables          NOT checked (--quick)"),
    };
    let lines = [
        (
            number(verified.entries),
            context.say(
                "bút toán        đủ số thứ tự, đúng mã băm, nối đúng bút toán trước",
                "entries         none missing, hashes right, each follows the one before",
            ),
        ),
        (
            number(verified.streams),
            context.say(
                "chuỗi băm       mỗi đơn vị trên mỗi máy một chuỗi, kết thúc đúng chỗ",
                "hash chains     one for each unit on each node, ending where they should",
            ),
        ),
        (
            number(verified.bodies),
            context.say(
                "dòng dữ liệu    nội dung kèm bút toán, đúng mã băm ghi trong chuỗi",
                "rows of data    contents beside the entries, as hashed in the chain",
            ),
        ),
        (
            number(verified.signatures),
            context.say(
                "chữ ký          đúng khóa của máy đã ký",
                "signatures      by the key of the node that signed",
            ),
        ),
        (String::new(), tables),
    ];
    let head = context.say("Đã kiểm tra:", "Checked:");
    let lines = lines.map(|(count, what)| format!("  {count:>9} {what}\n")).concat();
    format!("{head}\n{lines}")
}

/// The first breach with its place, the others in short, and the way out.
pub(super) fn page(broken: &[Broken], tree: Option<&UnitTree>, context: &Context) -> String {
    let Some(first) = broken.first() else { return String::new() };
    let mut page = format!(
        "{}\n  {}: {}\n  {}: {}\n",
        context.say("HỎNG", "BROKEN"),
        context.say("Cái gì", "What"),
        what(&first.breach, context),
        context.say("Ở đâu", "Where"),
        place(first, tree, context),
    );
    for other in broken.iter().skip(1).take(9) {
        let (what, place) = (what(&other.breach, context), place(other, tree, context));
        page.push_str(&format!("  {}: {what} ({place})\n", context.say("Còn nữa", "Further")));
    }
    if broken.len() > 10 {
        let more = context.say("chỗ nữa (--json để xem hết)", "more (--json shows all)");
        page.push_str(&format!("  … {} {} {more}\n", context.say("và", "and"), broken.len() - 10));
    }
    page + &next(broken, context)
}

/// What to do now.
fn next(broken: &[Broken], context: &Context) -> String {
    let folder = context.data.display();
    let tables_only = broken.iter().all(|one| is_of_tables(&one.breach));
    match context.lang {
        Lang::Vi => format!(
            "Làm tiếp:\n  1. Dừng nhập; giữ nguyên thư mục {folder}, không xóa, không sửa.\n  \
             2. Phục hồi bản sao lưu gần nhất vào thư mục mới:\n       \
             phaodai restore BAN-SAO-LUU.db --data phuc-hoi\n  \
             3. Kiểm bản phục hồi: phaodai verify --data phuc-hoi\n  \
             4. Nhập lại những gì đến sau bản sao lưu ấy.\n{}",
            if tables_only {
                "  Nhật ký còn nguyên, chỉ bảng số liệu sai: không mất gì đã ghi.\n"
            } else {
                ""
            }
        ),
        Lang::En => format!(
            "Next:\n  1. Stop entering data; keep the folder {folder} as it is.\n  \
             2. Restore the latest backup into a new folder:\n       \
             phaodai restore BACKUP.db --data restored\n  \
             3. Check what was restored: phaodai verify --data restored\n  \
             4. Enter again what came after that backup.\n{}",
            if tables_only {
                "  The ledger is whole, only tables are wrong: nothing that was written is lost.\n"
            } else {
                ""
            }
        ),
    }
}

fn is_of_tables(breach: &Breach) -> bool {
    matches!(breach, Breach::Row { .. } | Breach::Table(_))
}

/// Which entry of which unit, or which part of the file.
fn place(broken: &Broken, tree: Option<&UnitTree>, context: &Context) -> String {
    let Some(place) = &broken.place else {
        let part = match &broken.breach {
            Breach::Row { .. } | Breach::Table(_) | Breach::Fold(_) => {
                ("bảng số liệu trong phaodai.db", "tables of phaodai.db")
            }
            Breach::Signature { .. } => ("chữ ký trong phaodai.db", "signatures of phaodai.db"),
            Breach::ReadLog(_) => {
                ("nhật ký xem dữ liệu trong phaodai.db", "read log of phaodai.db")
            }
            _ => ("tệp phaodai.db", "the file phaodai.db"),
        };
        return context.say(part.0, part.1).to_owned();
    };
    let unit = place.stream.map(|stream| {
        let node = stream.node.to_string();
        let node: String =
            node.chars().rev().take(8).collect::<Vec<_>>().into_iter().rev().collect();
        let (of, on) = (context.say("của", "of"), context.say("máy …", "node …"));
        format!(" {of} {}, {on}{node}", named(stream.unit, tree, context))
    });
    format!(
        "{} {}, {} {}{}",
        context.say("bút toán thứ", "entry"),
        place.no,
        context.say("số", "number"),
        place.seq,
        unit.unwrap_or_default(),
    )
}

/// A unit by name and code, where the tree can still be read.
fn named(id: UnitId, tree: Option<&UnitTree>, context: &Context) -> String {
    let Some(unit) = tree.and_then(|tree| tree.get(id)) else {
        return context.say("phần chung của máy", "the node's own part").to_owned();
    };
    let code = unit.code.as_deref().map_or_else(String::new, |code| format!(" ({code})"));
    format!("{}{code}", unit.full_name())
}

/// What is wrong, in one sentence. The English one is the breach's own.
fn what(breach: &Breach, context: &Context) -> String {
    if context.lang == Lang::En {
        return breach.to_string();
    }
    match breach {
        Breach::File(detail) => format!("tệp cơ sở dữ liệu hỏng ({detail})"),
        Breach::Schema(detail) => {
            format!("cấu trúc bảng không phải do chương trình lập ({detail})")
        }
        Breach::StoredFile { hash, name } => {
            format!("tệp lưu kèm “{name}” đã bị sửa: không khớp mã băm {hash}")
        }
        Breach::FileMissing { hash, name, .. } => {
            format!("thiếu tệp đính kèm “{name}” (mã băm {hash})")
        }
        Breach::Meta(name) => format!("thông tin “{name}” của máy đã bị sửa"),
        Breach::Gap(no) => format!("thiếu bút toán thứ {no}"),
        Breach::NoStream => "bút toán không thuộc chuỗi nào".to_owned(),
        Breach::Bytes(_) => "nội dung bút toán không đọc được".to_owned(),
        Breach::Hash => "nội dung bút toán không khớp mã băm: đã bị sửa".to_owned(),
        Breach::Number { expected, found } => {
            format!("bút toán mang số {found} nhưng đứng ở chỗ số {expected}")
        }
        Breach::Chain(_) => "bút toán không nối với bút toán trước: chuỗi băm đứt".to_owned(),
        Breach::Seen { seq, .. } => format!("bút toán nhắc tới bút toán số {seq} không có ở đây"),
        Breach::Pack(detail) => format!("không đọc được dữ liệu kèm bút toán ({detail})"),
        Breach::Body(record) => {
            format!("dữ liệu của dòng {record} không khớp mã băm trong chuỗi: đã bị sửa")
        }
        Breach::BodyTooMuch(record) => format!("thừa dữ liệu của dòng {record}"),
        Breach::BodyMissing(record) => {
            format!("mất dữ liệu của dòng {record}, không có bút toán nào cho xóa")
        }
        Breach::StreamEnd(_) => "chuỗi băm không kết thúc đúng chỗ".to_owned(),
        Breach::Signature { seq, .. } => format!("chữ ký ở bút toán số {seq} không đúng"),
        Breach::Stray(rows, table) => format!("{rows} dòng thừa trong bảng {table}"),
        Breach::ReadLog(row) => format!("dòng {row} của nhật ký xem dữ liệu đã bị sửa"),
        Breach::Row { register, record } => {
            format!("dòng {record} của sổ {register} khác với nhật ký: bảng đã bị sửa")
        }
        Breach::Table(table) => format!("bảng {table} khác với nhật ký: bảng đã bị sửa"),
        Breach::Fold(detail) => format!("không dựng lại được bảng từ nhật ký ({detail})"),
    }
}
