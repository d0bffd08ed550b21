//! Is the disk encrypted? A commune's laptop gets stolen with fifteen thousand telephone numbers on it.
//!
//! Linux tells through `/sys/dev/block`: an encrypted device has a device-mapper id that begins with `CRYPT-`, and what
//! lies on it (volumes, partitions) names it among its `slaves` (Linux: Documentation/ABI/stable/sysfs-block).

use std::fs;
use std::path::{Path, PathBuf};

use super::{Check, Machine, State};
use crate::os;

/// What is known of the disk below a folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Disk {
    Encrypted,
    Open,
    Unknown,
}

/// Devices below devices: volume groups on encryption on RAID on partitions are four.
const DEEPEST: usize = 8;

pub(super) fn check(folder: &Path, machine: &Machine) -> Check {
    match disk_of(folder, machine) {
        Disk::Encrypted => {
            Check::good("disk_encryption", "Ổ đĩa đã mã hóa.", "The disk is encrypted.")
        }
        Disk::Open => Check::of(
            "disk_encryption",
            State::Bad,
            (
                "Ổ đĩa KHÔNG mã hóa: ai lấy được máy là đọc được dữ liệu sức khỏe của người dân.",
                "The disk is NOT encrypted: whoever takes the machine reads the people's health data.",
            ),
            (
                "Chuyển thư mục dữ liệu sang ổ mã hóa (LUKS; trên Windows: BitLocker).",
                "Move the data folder to an encrypted disk (LUKS; on Windows: BitLocker).",
            ),
        ),
        Disk::Unknown => Check::of(
            "disk_encryption",
            State::Unknown,
            (
                "Không biết ổ đĩa có mã hóa hay không.",
                "Whether the disk is encrypted cannot be told on this machine.",
            ),
            (
                "Windows: xem Settings › Privacy & security › Device encryption hoặc BitLocker; macOS: FileVault.",
                "Windows: see Settings › Privacy & security › Device encryption, or BitLocker; macOS: FileVault.",
            ),
        ),
    }
}

fn disk_of(folder: &Path, machine: &Machine) -> Disk {
    let Some((major, minor)) = os::device_of(folder) else { return Disk::Unknown };
    let number = if major == 0 { mounted(major, minor, machine) } else { Some((major, minor)) };
    let Some((major, minor)) = number else { return Disk::Unknown };
    let device = machine.block_devices.join(format!("{major}:{minor}"));
    look(&device, DEEPEST)
}

/// File systems of their own device number (btrfs) name the device that they lie on.
fn mounted(major: u32, minor: u32, machine: &Machine) -> Option<(u32, u32)> {
    let mounts = fs::read_to_string(&machine.mounts).ok()?;
    let source = source_of(&mounts, major, minor)?;
    os::device_number(Path::new(source))
}

/// The source in a line such as `36 35 0:98 / /data rw - btrfs /dev/mapper/home rw`.
fn source_of(mounts: &str, major: u32, minor: u32) -> Option<&str> {
    let number = format!("{major}:{minor}");
    mounts.lines().find_map(|line| {
        let (place, kind) = line.split_once(" - ")?;
        (place.split(' ').nth(2)? == number).then(|| kind.split(' ').nth(1)).flatten()
    })
}

fn look(device: &Path, depth: usize) -> Disk {
    if depth == 0 || !device.exists() {
        return Disk::Unknown;
    }
    let uuid = fs::read_to_string(device.join("dm/uuid")).unwrap_or_default();
    if uuid.starts_with("CRYPT-") {
        return Disk::Encrypted;
    }
    let below: Vec<PathBuf> = fs::read_dir(device.join("slaves"))
        .map(|entries| entries.flatten().map(|entry| entry.path()).collect())
        .unwrap_or_default();
    let found: Vec<Disk> = below.iter().map(|device| look(device, depth - 1)).collect();
    match found.as_slice() {
        [] => Disk::Open,
        // A volume over several disks is as open as the most open of them.
        all if all.iter().all(|disk| *disk == Disk::Encrypted) => Disk::Encrypted,
        all if all.contains(&Disk::Open) => Disk::Open,
        _ => Disk::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn device(root: &Path, name: &str, uuid: Option<&str>, below: &[&Path]) -> PathBuf {
        let device = root.join(name);
        fs::create_dir_all(device.join("slaves")).unwrap();
        if let Some(uuid) = uuid {
            fs::create_dir_all(device.join("dm")).unwrap();
            fs::write(device.join("dm/uuid"), uuid).unwrap();
        }
        for path in below {
            let name = path.file_name().unwrap();
            #[cfg(unix)]
            std::os::unix::fs::symlink(path, device.join("slaves").join(name)).unwrap();
        }
        device
    }

    #[cfg(unix)]
    #[test]
    fn a_volume_on_an_encrypted_partition_is_encrypted() {
        let root = tempfile::tempdir().unwrap();
        let partition = device(root.path(), "8:2", None, &[]);
        let crypt = device(root.path(), "253:0", Some("CRYPT-LUKS2-0f-root\n"), &[&partition]);
        let volume = device(root.path(), "253:1", Some("LVM-abc"), &[&crypt]);
        assert_eq!(look(&volume, DEEPEST), Disk::Encrypted);
        assert_eq!(look(&partition, DEEPEST), Disk::Open);
        let both = device(root.path(), "253:2", Some("LVM-def"), &[&crypt, &partition]);
        assert_eq!(look(&both, DEEPEST), Disk::Open, "as open as the most open of its disks");
        assert_eq!(look(&root.path().join("9:9"), DEEPEST), Disk::Unknown);
    }

    #[test]
    fn a_file_system_with_a_number_of_its_own_names_its_device() {
        let mounts = "25 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\n\
            36 25 0:41 /@home /home rw - btrfs /dev/mapper/home rw,subvol=/@home\n";
        assert_eq!(source_of(mounts, 0, 41), Some("/dev/mapper/home"));
        assert_eq!(source_of(mounts, 0, 42), None);
    }
}
