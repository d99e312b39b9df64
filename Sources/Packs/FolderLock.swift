import Artifacts
import Glibc
import Model

/// A folder that one run at a time may change; the system gives it free when that run ends, however
/// it ends.
package final class FolderLock: Sendable {
  private let number: Int32

  /// Takes hold of a folder that is there, by the file `.lock` in it.
  package init(_ folder: String) throws(PackError) {
    let path = "\(folder)/.lock"
    number = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard number >= 0 else { throw PackError(path, systemMessage(errno)) }
    guard flock(number, LOCK_EX | LOCK_NB) == 0 else {
      let isBusy = errno == EWOULDBLOCK
      throw PackError(
        folder,
        isBusy ? "another run is changing what is here; wait for its end" : systemMessage(errno)
      )
    }
  }

  deinit { if number >= 0 { close(number) } }

  /// Gives the folder free; not doing so until the work is done is what keeps it held.
  package func release() { _ = flock(number, LOCK_UN) }
}
