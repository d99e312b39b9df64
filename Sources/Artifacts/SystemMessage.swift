import Glibc

/// What the system says of an error number.
package func systemMessage(_ number: Int32) -> String {
  var text = [CChar](repeating: 0, count: 256)
  // SAFETY: the buffer and its size are passed together; XSI's form fills the buffer.
  return unsafe text.withUnsafeMutableBufferPointer { buffer in
    guard let start = buffer.baseAddress, unsafe strerror_r(number, start, buffer.count) == 0
    else { return "error \(number)" }
    return unsafe String(cString: start)
  }
}
