package import Model

/// Reads the terms of Erlang and Elixir that configuration and lock files are made of.
///
/// Only literals are read: what would have to be evaluated is malformed. Tuples and lists become
/// lists, atoms and binaries strings, an Elixir keyword `key: value` a list of the two.
/// Source: Erlang reference manual, "Data Types", and `file:consult/1`; Elixir, "Syntax reference".
package enum TermReader {
  /// The terms of an Erlang file, each ended by a full stop: `rebar.lock`, `NAME.app`.
  package static func parseErlang(
    _ bytes: Span<UInt8>,
    limits: Limits
  ) throws(DataError) -> [DataNode] {
    var parser = TermParser(limits: limits, dialect: .erlang)
    return try parser.terms(in: bytes)
  }

  /// The one term of an Elixir file, null for an empty one: `mix.lock`.
  package static func parseElixir(
    _ bytes: Span<UInt8>,
    limits: Limits
  ) throws(DataError) -> DataNode {
    var parser = TermParser(limits: limits, dialect: .elixir)
    return try parser.document(in: bytes)
  }
}
