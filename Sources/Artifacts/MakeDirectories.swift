import Glibc

/// Makes a directory and those above it that are not there; `false` leaves the reason in `errno`.
package func makeDirectories(_ path: String, mode: UInt32) -> Bool {
  var made = path.hasPrefix("/") ? "/" : ""
  for part in path.split(separator: "/") {
    made += part
    if unsafe mkdir(made, mode) != 0, errno != EEXIST { return false }
    made += "/"
  }
  return true
}
