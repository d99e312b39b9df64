import Glibc

/// The names in a directory, in no order; `nil` leaves the reason in `errno`.
package func directoryNames(_ path: String) -> [String]? {
  guard let stream = unsafe opendir(path) else { return nil }
  defer { unsafe closedir(stream) }
  var names: [String] = []
  // SAFETY: the entry is valid until the next call, and its name ends in a NUL.
  while let entry = unsafe readdir(stream) {
    names.append(
      unsafe withUnsafeBytes(of: &entry.pointee.d_name) { raw in
        unsafe String(decoding: raw.prefix { $0 != 0 }, as: UTF8.self)
      }
    )
  }
  return names.filter { $0 != "." && $0 != ".." }
}
