/// A password or token, which prints as anything but itself.
package struct Secret: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  /// The text itself: for the one request it is meant for.
  package let exposed: String

  package init(_ text: String) { exposed = text }

  package var description: String { "‹redacted›" }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
