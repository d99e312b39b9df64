import Artifacts
import Formats
import Glibc
import Model
import NIOCore
import Synchronization

/// A file that is being fetched, with what is needed to go on with it another day.
///
///     PATH        what has come so far
///     PATH.from   from where, and what the server said of it
final class PartialFile: Sendable {
  let path: String
  private let descriptor: Int32
  private let state: Mutex<State>

  private struct State {
    var size: Int64
    var origin: Origin?
  }

  /// Where the bytes are from.
  struct Origin: Hashable, Sendable {
    var address: String
    var validators: FileValidators
  }

  init(path: String) throws {
    self.path = path
    descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw RegistryError(.configuration, "writing \(path)", systemMessage(errno))
    }
    var status = stat()
    let isKnown = unsafe fstat(descriptor, &status) == 0
    state = Mutex(State(size: isKnown ? Int64(status.st_size) : 0, origin: Self.origin(of: path)))
  }

  deinit { close(descriptor) }

  var size: Int64 { state.withLock(\.size) }

  /// What the file holds of an address, and of which state of it; `nil` where that is nothing that
  /// can be gone on with.
  func held(of address: HTTPAddress) -> (size: Int64, validators: FileValidators)? {
    state.withLock { state in
      guard state.size > 0, let origin = state.origin, origin.address == address.text,
        origin.validators.ofRange != nil
      else { return nil }
      return (state.size, origin.validators)
    }
  }

  /// Forgets what it holds, and begins with something else.
  func restart(from address: HTTPAddress, _ validators: FileValidators) throws {
    try clear()
    let origin = Origin(address: address.text, validators: validators)
    state.withLock { $0.origin = origin }
    guard validators.ofRange != nil else { return }
    var json = JSONWriter(.compact)
    json.object {
      $0.field("address", origin.address)
      $0.field("etag", nonEmpty: validators.entityTag)
      $0.field("lastModified", nonEmpty: validators.lastModified)
    }
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    // Without it the next run begins at the beginning, which is no harm.
    guard let file = NewFile(in: folder, mode: 0o644), file.write(json.bytes) else { return }
    _ = file.publish(as: Self.note(path), replacing: true)
  }

  func append(_ piece: ByteBuffer) throws {
    let offset = size
    var written = 0
    let count = piece.readableBytes
    while written < count {
      // SAFETY: the kernel reads no more than what is left of the piece.
      let step = unsafe piece.withUnsafeReadableBytes { raw in
        unsafe pwrite(
          descriptor,
          raw.baseAddress.unsafelyUnwrapped + written,
          count - written,
          Int(offset) + written
        )
      }
      if step < 0, errno == EINTR { continue }
      guard step > 0 else {
        throw RegistryError(.configuration, "writing \(path)", systemMessage(errno))
      }
      written += step
    }
    state.withLock { $0.size += Int64(count) }
  }

  /// Nothing that it holds is to be gone on with.
  func forget() { state.withLock { $0.origin = nil } }

  /// Throws away what has come.
  func clear() throws {
    _ = unsafe unlink(Self.note(path))
    guard ftruncate(descriptor, 0) == 0 else {
      throw RegistryError(.configuration, "writing \(path)", systemMessage(errno))
    }
    state.withLock { $0 = State(size: 0) }
  }

  /// Removes the file, or what was noted about it.
  func remove(noteOnly: Bool = false) {
    _ = unsafe unlink(Self.note(path))
    if !noteOnly { _ = unsafe unlink(path) }
  }

  private static func note(_ path: String) -> String { "\(path).from" }

  private static func origin(of path: String) -> Origin? {
    // Without a note that can be read nothing is gone on with.
    guard let source = try? FileSource(path: note(path)),
      let bytes = try? source.contents(limit: 64 << 10),
      let node = try? JSONReader.parse(bytes.span, limits: .standard),
      let address = node["address"]?.string
    else { return nil }
    return Origin(
      address: address,
      validators: FileValidators(
        entityTag: node["etag"]?.string ?? "",
        lastModified: node["lastModified"]?.string ?? ""
      )
    )
  }
}
