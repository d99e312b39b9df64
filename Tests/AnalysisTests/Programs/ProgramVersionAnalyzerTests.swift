import Analysis
import Model
import TestSupport
import Testing

/// An ELF program with these bytes in its data.
private func program(_ text: String) -> [UInt8] {
  var elf = ELFBuilder()
  elf.sections = [TestSection(".rodata", Array("\0x\0\(text)\0y\0".utf8), address: 0x4000)]
  return elf.build()
}

let programVersionExample = program("@(#)Bash version 5.2.15(1) release GNU")

private func found(_ path: String, _ text: String) throws -> [String] {
  let facts = try analyze(ProgramVersionAnalyzer.self, path: path, bytes: program(text))
  return facts.packages.map {
    "\($0.namespace)\($0.namespace.isEmpty ? "" : "/")\($0.name) \($0.version)"
  }
}

@Suite struct `program version analyzer` {
  @Test(arguments: [
    ("usr/bin/python3.11", "debug\u{0}3.11.2\u{0}strict", "python 3.11.2"),
    ("usr/bin/python3.13", "\u{0}3.13.0rc1\u{0}", "python 3.13.0rc1"),
    ("usr/lib/libpython3.11.so.1.0", "\u{0}3.11.2+\u{0}", "python 3.11.2"),
    ("usr/bin/node", "/json\u{0}node.js/v18.20.4\u{0}", "node 18.20.4"),
    ("usr/lib/libruby-3.1.so.3.1.7", "ruby 3.1.7p261 (2025-03-26 revision 6a7)", "ruby 3.1.7"),
    ("usr/bin/ruby", "ruby 3.4.0preview1 (2024-05-16 master 9d6)", "ruby 3.4.0preview1"),
    ("usr/sbin/php-fpm8.2", "X-Powered-By: PHP/8.2.36", "php 8.2.36"),
    ("usr/bin/perl", "SEED\u{0}v5.36.0\u{0}panic", "perl 5.36.0"),
    (
      "lib/libstd-a5a48102fbd58791.so", "rustc version 1.95.0 (59807616e 2026-04-14)", "rust 1.95.0"
    ),
    ("bin/java", "openjdk\u{0}java\u{0}0.0\u{0}17.0.9+9\u{0}", "oracle/openjdk 17.0.9+9"),
    ("bin/bash", "@(#)Bash version 5.2.15(1) release GNU", "bash 5.2.15"),
    ("bin/busybox", "BusyBox v1.35.0 (Debian)", "busybox 1.35.0"),
    ("usr/bin/openssl", "OpenSSL 3.0.11 19 Sep 2023", "openssl 3.0.11"),
    ("lib/libcrypto.so.1.1", "OpenSSL 1.1.1w  11 Sep 2023", "openssl 1.1.1w"),
    ("lib/libcrypto.so.10", "OpenSSL 1.0.2k-fips  26 Jan 2017", "openssl 1.0.2k"),
    ("lib/libcrypto.so.52", "LibreSSL 3.8.2", "libressl 3.8.2"),
    ("usr/sbin/nginx", "nginx version: nginx/1.25.3\n", "nginx 1.25.3"),
    ("usr/sbin/nginx", "nginx version: openresty/1.21.4.2\n", "openresty 1.21.4.2"),
    ("usr/sbin/apache2", "Apache/2.4.57 (Debian)", "httpd 2.4.57"),
    ("usr/sbin/haproxy", " version 2.6.12-1+deb12u4, released 2026/10/17", "haproxy 2.6.12"),
    ("usr/bin/envoy", "bcf6/1.29.4/Clean/RELEASE/BoringSSL", "envoy 1.29.4"),
    (
      "usr/bin/redis-server", "7.0.15\u{0}x\u{0}1.2.0\u{0}A7.0.151790282056000000000",
      "redis 7.0.15"
    ),
    ("usr/bin/valkey-server", "8.0.1\u{0}8.0.1buildkitsandbox-1702957741000000000", "valkey 8.0.1"),
    ("usr/bin/memcached", "memcached 1.6.18", "memcached 1.6.18"),
    ("usr/bin/postgres", "postgres (PostgreSQL) 16beta1\n", "postgresql 16beta1"),
    ("usr/bin/psql", "psql (PostgreSQL) 9.6.24", "postgresql 9.6.24"),
    ("usr/sbin/mysqld", "10.11.6-MariaDB\u{0}x86_64", "mariadb 10.11.6"),
    ("usr/sbin/mysqld", "/release/mysql-8.0.36/sql/x.cc", "mysql 8.0.36"),
    ("usr/bin/mongod", "7.0.5\u{0}\u{0}\u{0}tcmalloc", "mongodb 7.0.5"),
    ("lib/libsqlite3.so.0.8.6", "3.40.1", "sqlite 3.40.1"),
    ("usr/bin/curl", "curl/7.88.1", "curl 7.88.1"),
    ("usr/bin/wget", "1.2.13\u{0}1.21.3", "wget 1.21.3"),
    ("usr/bin/git", "git/2.39.5\u{0}GIT_USER_AGENT", "git 2.39.5"),
    ("bin/tar", "1.34", "tar 1.34"),
    ("bin/gzip", "1.12", "gzip 1.12"),
    ("usr/bin/jq", "1.6", "jq 1.6"),
    ("usr/sbin/sshd", "OpenSSH_9.2\u{0}OpenSSH_9.2p1\u{0}SSH-%d", "openssh 9.2p1"),
  ])
  func `knows a program by its name and text`(path: String, text: String, is wanted: String) throws
  {
    #expect(try found(path, text) == [wanted])
  }

  @Test(arguments: [
    ("usr/bin/other", "@(#)Bash version 5.2.15(1)"),
    ("usr/bin/python3.11", "\u{0}3.12.0\u{0}"),
    ("usr/lib/ruby/openssl.so", "OpenSSL 3.0.11 19 Sep 2023"),
    ("bin/tar", "1.34\u{0}1.35"),
    ("usr/bin/openssl", "OpenSSL 3.0 is near"),
    ("usr/sbin/nginx", "nginx version: nginx/1.25"),
    ("bin/busybox", "BusyBox v1.35.0.1.2"),
  ])
  func `does not guess`(path: String, text: String) throws {
    #expect(try found(path, text) == [])
  }

  @Test func `takes the main module's version of programs in Go`() throws {
    let bytes = GoBuildInfoBuilder(["mod\tgithub.com/traefik/traefik/v3\tv3.0.1\th1:x="]).program
    let facts = try analyze(ProgramVersionAnalyzer.self, path: "bin/traefik", bytes: bytes)
    #expect(facts.packages.map { "\($0.name) \($0.version)" } == ["traefik 3.0.1"])
    let other = GoBuildInfoBuilder(["mod\texample.com/traefik\tv3.0.1\th1:x="]).program
    #expect(try analyze(ProgramVersionAnalyzer.self, path: "bin/traefik", bytes: other).isEmpty)
  }

  @Test func `knows the Go toolchain`() throws {
    let bytes = GoBuildInfoBuilder(["path\tcmd/go"]).program
    let facts = try analyze(ProgramVersionAnalyzer.self, path: "usr/local/go/bin/go", bytes: bytes)
    #expect(facts.packages.map { "\($0.name) \($0.version)" } == ["go 1.22.3"])
  }
}

@Suite struct `version file analyzer` {
  @Test(arguments: [
    ("usr/local/go/VERSION", "go1.22.3\ntime 2024-05-01T19:49:47Z\n", "go 1.22.3"),
    ("usr/local/go/VERSION", "go1.23rc1", "go 1.23rc1"),
    ("usr/lib/erlang/releases/25/OTP_VERSION", "25.2.3\n", "erlang 25.2.3"),
    (
      "plugins/rabbit-3.10.8/ebin/rabbit.app", "{application, rabbit,[{vsn,\"3.10.8\"},",
      "rabbitmq 3.10.8"
    ),
    ("var/www/wp-includes/version.php", "<?php\n$wp_version = '6.4.1';", "wordpress 6.4.1"),
  ])
  func `reads`(path: String, text: String, is wanted: String) throws {
    let facts = try analyze(VersionFileAnalyzer.self, path: path, text)
    #expect(facts.packages.map { "\($0.name) \($0.version)" } == [wanted])
  }

  @Test(arguments: [("x/VERSION", "1.2.3"), ("x/VERSION", ""), ("OTP_VERSION", "x")])
  func `passes over others`(path: String, text: String) throws {
    #expect(try analyze(VersionFileAnalyzer.self, path: path, text).isEmpty)
  }
}

@Suite struct `server jar analyzer` {
  @Test(arguments: [
    ("libs/kafka_2.13-3.5.1.jar", ["kafka 3.5.1"]),
    ("lib/zookeeper-3.8.0.jar", ["zookeeper 3.8.0"]),
    ("lib/elasticsearch-8.11.0.jar", ["elasticsearch 8.11.0"]),
    ("lib/kafka-clients-3.5.1.jar", []),
    ("lib/zookeeper.jar", []),
  ])
  func `goes by the name`(path: String, wanted: [String]) throws {
    let facts = try analyze(ServerJarAnalyzer.self, path: path, "")
    #expect(facts.packages.map { "\($0.name) \($0.version)" } == wanted)
  }
}
