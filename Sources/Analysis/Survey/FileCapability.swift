import Formats

/// The capabilities that a file grants who runs it.
///
/// Layout: `struct vfs_ns_cap_data` of linux/capability.h: a magic whose low bit says "effective",
/// then pairs of permitted and inheritable sets, 32 bits each.
enum FileCapability {
  /// The names of what the attribute permits, in the order of their numbers.
  static func names(in attribute: [UInt8]) -> [String] {
    let bytes = attribute.span
    guard let low = bytes.integer(UInt32.self, at: 4, .little) else { return [] }
    // Revision 1 has one pair; 2 and 3 have two.
    let high = bytes.integer(UInt32.self, at: 12, .little) ?? 0
    let permitted = UInt64(high) << 32 | UInt64(low)
    return table.enumerated().compactMap { number, name in
      permitted >> UInt64(number) & 1 == 1 ? "cap_" + name : nil
    }
  }

  /// By number, as linux/capability.h has them.
  private static let table = [
    "chown", "dac_override", "dac_read_search", "fowner", "fsetid", "kill", "setgid", "setuid",
    "setpcap", "linux_immutable", "net_bind_service", "net_broadcast", "net_admin", "net_raw",
    "ipc_lock", "ipc_owner", "sys_module", "sys_rawio", "sys_chroot", "sys_ptrace", "sys_pacct",
    "sys_admin", "sys_boot", "sys_nice", "sys_resource", "sys_time", "sys_tty_config", "mknod",
    "lease", "audit_write", "audit_control", "setfcap", "mac_override", "mac_admin", "syslog",
    "wake_alarm", "block_suspend", "audit_read", "perfmon", "bpf", "checkpoint_restore",
  ]
}
