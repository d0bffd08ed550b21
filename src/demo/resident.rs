//! A resident who is away from the province, and the figures that the dispatch asks for.

use jiff::civil::Date;

/// Sex, as an identity card says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sex {
    /// Nam.
    Male,
    /// Nữ.
    Female,
}

/// Why somebody is away: the four groups that the dispatch names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Người lao động.
    Worker,
    /// Học sinh.
    Pupil,
    /// Sinh viên.
    Student,
    /// Người ốm đau hay phải đi bệnh viện.
    Patient,
}

/// Where somebody is in the eyes of the commune. Only those still away are telephoned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whereabouts {
    /// Đã về.
    Returned,
    /// Chưa về.
    Away {
        /// Whether the village could reach them.
        contacted: bool,
    },
}

/// What is known of somebody's vaccination.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vaccination {
    /// Chưa tiêm.
    None,
    /// Đã tiêm 1 mũi.
    OneDose,
    /// Đã tiêm 2 mũi.
    TwoDoses,
}

/// One invented person of a commune's list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AwayResident {
    /// Họ và tên.
    pub full_name: String,
    /// Giới tính.
    pub sex: Sex,
    /// Năm sinh.
    pub birth_year: i16,
    /// Citizen identity number of twelve digits; many have none yet in 2021.
    pub identity_no: Option<String>,
    /// Bản, tiểu khu.
    pub village: String,
    /// Telephone as 0xxxxxxxxx; may be shared by a household.
    pub phone: Option<String>,
    /// Why they are away.
    pub group: Group,
    /// Đi đâu.
    pub destination: &'static str,
    /// Dự kiến ngày về (nếu có).
    pub expected_return: Option<Date>,
    /// Đã tiêm vắc xin hay chưa.
    pub vaccination: Vaccination,
    /// Đã về, hoặc chưa về và đã / chưa liên lạc được.
    pub whereabouts: Whereabouts,
    /// Gặp khó khăn cần hỗ trợ.
    pub needs_support: bool,
}

/// The counters of the dispatch, in persons.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// All on the list.
    pub total: u32,
    /// Số đã về.
    pub returned: u32,
    /// Số chưa về.
    pub not_returned: u32,
    /// Số đã liên lạc được, among those not returned.
    pub contacted: u32,
    /// Số chưa liên lạc được, among those not returned.
    pub not_contacted: u32,
    /// Số gặp khó khăn cần hỗ trợ.
    pub need_support: u32,
}

impl Figures {
    /// Counts a list.
    pub fn count<'a>(residents: impl IntoIterator<Item = &'a AwayResident>) -> Self {
        let mut figures = Self::default();
        residents.into_iter().for_each(|resident| figures.add(resident));
        figures
    }

    fn add(&mut self, resident: &AwayResident) {
        self.total += 1;
        match resident.whereabouts {
            Whereabouts::Returned => self.returned += 1,
            Whereabouts::Away { contacted } => {
                self.not_returned += 1;
                *(if contacted { &mut self.contacted } else { &mut self.not_contacted }) += 1;
            }
        }
        self.need_support += u32::from(resident.needs_support);
    }
}

impl std::ops::Add for Figures {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            total: self.total + other.total,
            returned: self.returned + other.returned,
            not_returned: self.not_returned + other.not_returned,
            contacted: self.contacted + other.contacted,
            not_contacted: self.not_contacted + other.not_contacted,
            need_support: self.need_support + other.need_support,
        }
    }
}

impl std::iter::Sum for Figures {
    fn sum<I: Iterator<Item = Self>>(figures: I) -> Self {
        figures.fold(Self::default(), |sum, one| sum + one)
    }
}
