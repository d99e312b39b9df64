/// An element of an XML document with all it holds.
package struct XMLElement: Hashable, Sendable {
  /// One attribute of a tag.
  package struct Attribute: Hashable, Sendable {
    /// As written, prefix and all.
    package var name: String
    package var value: String
  }

  /// Without its namespace prefix.
  package var name: String
  package var attributes: [Attribute] = []
  package var children: [XMLElement] = []
  /// All character data right inside the element, that of its children left out.
  package var text = ""
  /// The line its start tag begins in, counted from 1.
  package var line: Int

  package func attribute(_ name: String) -> String? {
    attributes.first { $0.name == name }?.value
  }

  /// The first child with this name.
  package func child(_ name: String) -> XMLElement? {
    children.first { $0.name == name }
  }

  package func children(named name: String) -> [XMLElement] {
    children.filter { $0.name == name }
  }

  /// The text of the first child with this name, without the white space around it.
  package func childText(_ name: String) -> String? {
    child(name).map { String($0.text.trimmed) }
  }
}
