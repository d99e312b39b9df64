package import Model

/// Reads Lua files that hold nothing but data: rockspecs, `luarocks.lock`.
///
/// Assignments of literals, of what was assigned before, and of texts joined by `..`; anything that
/// would have to be run is malformed. A table of values in order becomes a list, one with keys a
/// map.
/// Source: Lua 5.4 reference manual, section 3.
package enum LuaReader {
  /// What the file returns; the globals it assigns as a map where it returns nothing.
  package static func parse(
    _ bytes: Span<UInt8>,
    limits: Limits
  ) throws(DataError) -> DataNode {
    var parser = LuaParser(limits: limits)
    return try parser.chunk(in: bytes)
  }
}
