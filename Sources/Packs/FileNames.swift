import Glibc

/// The names in a folder, in no order; none where it cannot be read.
func fileNames(in directory: String) -> [String] {
  guard let stream = unsafe opendir(directory) else { return [] }
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

/// What the system says of an error number.
func systemText(_ number: Int32) -> String {
  // SAFETY: the text is copied at once; the call keeps it until the next one on this thread.
  unsafe String(cString: strerror(number))
}
