import Analysis
import Model
import Testing

private let hash = String(repeating: "0F", count: 32)

let rebarLockExample = """
  {"1.2.0",
  [{<<"cowboy">>,{pkg,<<"cowboy">>,<<"2.9.0">>},0},
   {<<"alias">>,{pkg,<<"real">>,<<"1.0.0">>,<<"\(hash)">>,<<"\(hash)">>},1},
   {<<"mine">>,
    {git,"https://github.com/acme/mine.git",
         {ref,"abc"}},
    0},
   {<<"part">>,{git_subdir,"https://host/all.git",{ref,"abc"},"apps/part"},0},
   {<<"odd">>,{p4,"//depot"},0},
   {<<"raw">>,{raw,{hg,"https://host/raw",{ref,"def"}}},0}]}.
  [
  {pkg_hash,[
   {<<"cowboy">>, <<"\(String(repeating: "AA", count: 32))">>}]},
  {pkg_hash_ext,[
   {<<"cowboy">>, <<"\(hash)">>}]}
  ].
  """

let otpApplicationExample = """
  %% %CopyrightBegin%
  {application, ssl,
   [{description, "ERTS  CXC 138 10"},
    {vsn, "10.8.7"},
    {modules, [ssl, tls_socket]},
    {applications, [stdlib, crypto, kernel]},
    {included_applications, [part]},
    {env, [{key, [$a, 16#FF, 'x y']}]},
    {licenses, ["Apache 2.0"]}]}.
  """

let hexMetadataExample = """
  {<<"app">>,<<"plug">>}.
  {<<"name">>,<<"plug">>}.
  {<<"version">>,<<"1.14.0">>}.
  {<<"licenses">>,[<<"Apache-2.0">>]}.
  {<<"requirements">>,
   [[{<<"app">>,<<"mime">>},{<<"name">>,<<"mime">>},{<<"optional">>,false}],
    [{<<"name">>,<<"cowboy">>},{<<"optional">>,true}],
    {<<"telemetry">>,[{<<"optional">>,false}]}]}.
  """

@Suite struct `rebar3's lock` {
  private func analyzed(_ text: String) throws -> FileFacts {
    try analyze(RebarLockAnalyzer.self, path: "rebar.lock", text)
  }

  @Test func `names packages, their sources and hashes`() throws {
    let facts = try analyzed(rebarLockExample)
    #expect(facts.packageLines == ["cowboy 2.9.0", "real 1.0.0", "mine ", "part ", "raw "])
    #expect(facts.packages[0].digests.map(\.hex) == [hash.lowercased()])
    #expect(
      facts.packages.dropFirst(2).map { $0.qualifiers["vcs_url"] } == [
        "git+https://github.com/acme/mine.git@abc", "git+https://host/all.git@abc#apps/part",
        "hg+https://host/raw@def",
      ]
    )
    #expect(facts.gaps.map(\.detail) == ["a lock of another form at line 9"])
  }

  @Test(arguments: [
    ("[{<<\"a\">>,{pkg,<<\"a\">>,<<\"1\">>},0}].", ["a 1"]), ("[].", []), ("", []),
    ("{\"1.1.0\",[{<<\"a\">>,{pkg,<<\"a\">>,<<\"1\">>},0}]}.", ["a 1"]),
  ])
  func `has been written in several ways`(text: String, lines: [String]) throws {
    #expect(try analyzed(text).packageLines == lines)
  }

  @Test(arguments: ["a.", "{\"1.2.0\"}.", "{\"1.2.0\",[", "{raw,{raw"])
  func `of another form is refused`(text: String) {
    #expect(throws: AnalysisError.self) { try analyzed(text) }
  }
}

@Suite struct `OTP application` {
  let path = "usr/lib/erlang/lib/ssl-10.8.7/ebin/ssl.app"

  @Test func `is installed with what it needs`() throws {
    let facts = try analyze(OTPApplicationAnalyzer.self, path: path, otpApplicationExample)
    #expect(facts.purls == ["pkg:otp/ssl@10.8.7"])
    #expect(facts.packages[0].dependencies == ["crypto", "kernel", "part", "stdlib"])
    #expect(facts.packages[0].licenses == ["Apache-2.0"])
    #expect(facts.claims.flatMap(\.directories) == ["usr/lib/erlang/lib/ssl-10.8.7"])
  }

  @Test func `lies in a directory called just so`() throws {
    #expect(try analyze(OTPApplicationAnalyzer.self, path: "webin/a.app", "no term").isEmpty)
  }

  @Test(arguments: ["", "{application, a}.", "{application, a, []}.", "{release, a, []}."])
  func `of another form is refused`(text: String) {
    #expect(throws: AnalysisError.self) {
      try analyze(OTPApplicationAnalyzer.self, path: path, text)
    }
  }
}

@Suite struct `Hex metadata` {
  @Test func `tells which package was fetched`() throws {
    let path = "app/deps/plug/hex_metadata.config"
    let facts = try analyze(HexMetadataAnalyzer.self, path: path, hexMetadataExample)
    #expect(facts.purls == ["pkg:hex/plug@1.14.0"])
    #expect(facts.packages[0].dependencies == ["mime", "telemetry"])
    #expect(facts.packages[0].licenses == ["Apache-2.0"])
    #expect(facts.claims.flatMap(\.directories) == ["app/deps/plug"])
  }
}
