/// The text of a dpkg status file that says these packages are installed.
///
/// - Parameter packages: a name and a version each, such as `bash 5.2-2`.
package func dpkgStatus(_ packages: String...) -> String {
  packages.map { package in
    let words = package.split(separator: " ")
    return """
      Package: \(words.first ?? "")
      Status: install ok installed
      Architecture: amd64
      Version: \(words.last ?? "")
      Maintainer: Somebody <somebody@example.org>

      """
  }
  .joined(separator: "\n")
}

/// Where dpkg keeps its status.
package let dpkgStatusPath = "var/lib/dpkg/status"

/// The text of an `os-release` of Debian 12.
package let debianRelease = """
  PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"
  NAME="Debian GNU/Linux"
  VERSION_ID="12"
  VERSION="12 (bookworm)"
  VERSION_CODENAME=bookworm
  ID=debian

  """

/// A program for 64-bit Linux that holds nothing but its headers.
package let smallProgram = ELFBuilder().build()
