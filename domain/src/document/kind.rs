//! The 29 types of administrative documents (Nghị định 30/2020/NĐ-CP, article 7, annex III).

use serde::{Serialize, Serializer};

macro_rules! types {
    ($($variant:ident $name:literal $short:expr;)*) => {
        /// The type of a document.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum DocumentType {
            $(#[doc = $name] $variant,)*
        }

        impl DocumentType {
            /// All 29, in the order of the decree.
            pub const ALL: [Self; 29] = [$(Self::$variant),*];

            /// The name in lower case.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// The abbreviation in numbers; `None` for công văn and thư công, which have none.
            pub const fn abbreviation(self) -> Option<&'static str> {
                match self { $(Self::$variant => $short,)* }
            }
        }
    };
}

types! {
    Resolution "nghị quyết" Some("NQ");
    Decision "quyết định" Some("QĐ");
    Directive "chỉ thị" Some("CT");
    Statute "quy chế" Some("QC");
    Regulation "quy định" Some("QyĐ");
    Communique "thông cáo" Some("TC");
    Notice "thông báo" Some("TB");
    Guidance "hướng dẫn" Some("HD");
    Programme "chương trình" Some("CTr");
    Plan "kế hoạch" Some("KH");
    Option "phương án" Some("PA");
    Scheme "đề án" Some("ĐA");
    Project "dự án" Some("DA");
    Report "báo cáo" Some("BC");
    Minutes "biên bản" Some("BB");
    Proposal "tờ trình" Some("TTr");
    Contract "hợp đồng" Some("HĐ");
    Letter "công văn" None;
    Telegram "công điện" Some("CĐ");
    Memorandum "bản ghi nhớ" Some("BGN");
    Agreement "bản thỏa thuận" Some("BTT");
    Authorisation "giấy ủy quyền" Some("GUQ");
    Invitation "giấy mời" Some("GM");
    Introduction "giấy giới thiệu" Some("GGT");
    Leave "giấy nghỉ phép" Some("GNP");
    Dispatch "phiếu gửi" Some("PG");
    Transfer "phiếu chuyển" Some("PC");
    Note "phiếu báo" Some("PB");
    OfficialLetter "thư công" None;
}

impl Serialize for DocumentType {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.name().serialize(serializer)
    }
}
