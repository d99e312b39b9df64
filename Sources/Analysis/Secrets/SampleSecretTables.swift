/// What is no secret although it stands where one would.
enum SampleSecretTables {
  /// Parts of samples, in lower case.
  static let words: [[UInt8]] = [
    "example", "sample", "placeholder", "changeme", "change-me", "change_me", "changeit",
    "replaceme", "replace-me", "replace_me", "your-", "your_", "yourtoken", "yourkey", "yoursecret",
    "yourpassword", "yourapikey", "dummy", "xxxx", "redacted", "notasecret", "not-a-secret",
    "not_a_secret", "insert", "1234567890abc", "abcdefgh", "deadbeef", "foobar", "mytoken",
    "mysecret", "mypassword", "my-secret", "my_secret", "my-token", "my_token", "lorem", "ipsum",
    "0000000", "1111111", "fakekey", "faketoken", "fakesecret", "fake-", "fake_", "testtest",
    "donotuse", "do-not-use", "thisisa", "this-is-a", "....",
  ].map { Array($0.utf8) }

  /// Signs of something that is filled in later, or of code.
  static let templates: [[UInt8]] = [
    "${", "{{", "<%", "%(", "#{", "$(", "\\(", "{0}", "%s", "%v", "%d", "%@", "...", "\u{2026}",
    "process.env", "os.environ", "getenv", "secrets.", "vault:", "vault_", "ssm:", "arn:",
    "!vault", "enc[", "file:", "()", "env.", "env[", "config.", "self.", "this.", "var.", "local.",
    "data.", "module.", "params.", "settings.", "valuefrom", "secretkeyref", "null", "undefined",
  ].map { Array($0.utf8) }

  /// Passwords of samples and defaults that tell an attacker nothing, in lower case.
  static let passwords: Set<String> = [
    "password", "passwd", "pass", "pwd", "pw", "secret", "secret123", "token", "key", "apikey",
    "api_key", "test", "testing", "tests", "test123", "testpass", "testpassword", "test_password",
    "user", "username", "admin", "root", "guest", "demo", "none", "null", "nil", "true", "false",
    "yes", "no", "on", "off", "string", "str", "bytes", "text", "value", "foo", "bar", "baz",
    "hunter2", "hunter22", "letmein", "qwerty", "abc", "abc123", "123", "1234", "12345", "123456",
    "1234567", "12345678", "123456789", "asdf", "p@ssw0rd", "passw0rd", "password1", "password123",
    "pass123", "pass1234", "mypass", "mypwd", "mypasswd", "thepassword", "somepassword",
    "your", "yours", "xxx", "xx", "x", "y", "z", "a", "b", "c", "***", "secretpassword",
    "supersecret", "super-secret", "super_secret", "topsecret", "s3cr3t", "s3cret", "sekret",
    "sekrit", "postgres", "mysql", "redis", "rabbitmq", "mongo", "opensesame", "swordfish",
    "correcthorsebatterystaple", "prompt", "required", "optional", "hidden", "input", "empty",
    "unset", "default", "todo", "tbd", "fixme", "changethis", "anonymous", "nobody", "blank",
    "proxypass", "repopwd", "scram-sha-256", "some pass", "passphrase", "credential", "credentials",
    "pass_word", "passw", "pssw", "mypw",
  ]

  /// Digests of the base 64 of private keys that are published: 16 hexadecimal digits of SHA-256.
  static let privateKeys: Set<String> = []

  /// Names of hosts in samples: whole names, or the last part.
  static let hosts: Set<String> = [
    "example", "example.com", "example.org", "example.net", "test", "invalid", "localhost", "local",
    "host", "hostname", "server", "domain", "domain.com", "domain.tld", "site.com", "foo", "bar",
    "foo.com", "bar.com", "my.host", "myhost", "myserver", "proxy", "proxyhost", "google.com",
    "www.google.com", "127.0.0.1", "0.0.0.0", "1.2.3.4", "10.10.1.10", "python.org", "abc.com",
    "www.python.org", "test.com", "a", "b", "c", "d", "x", "y", "url", "addr", "address", "ip",
    "dbhost", "yourhost", "somehost", "some.host", "mydomain.com", "hostname.com", "company.com",
    "example.edu", "acme.com", "host.com", "xyz", "foo.bar", "corp.com", "mycompany.com",
  ]
}
