import Model

/// Programs by name, and what they are for.
enum KnownTools {
  /// The kind of a program in a directory of programs, and the name it is known by; versions at its
  /// end do not count: `python3.11` is `python`.
  static func kind(of name: some StringProtocol) -> (kind: FoundTool.Kind, name: String)? {
    let whole = String(name)
    if let kind = kinds[whole] { return (kind, whole) }
    let stem = whole.stem
    guard stem != whole, let kind = kinds[stem] else { return nil }
    return (kind, stem)
  }

  private static let kinds: [String: FoundTool.Kind] = {
    var kinds: [String: FoundTool.Kind] = [:]
    for (kind, names) in table {
      for name in names.split(whereSeparator: \.isWhitespace) { kinds[String(name)] = kind }
    }
    return kinds
  }()

  private static let table: [(FoundTool.Kind, String)] = [
    (.shell, "sh bash dash ash zsh ksh mksh csh tcsh fish busybox toybox rbash pwsh yash"),
    (
      .packageManager,
      """
      apt apt-get aptitude dpkg apk yum dnf microdnf tdnf zypper rpm rpmdb pacman opkg emerge xbps-install
      pip pip3 pipx uv poetry pdm conda mamba npm npx yarn pnpm corepack bun gem bundle bundler
      composer cpan cpanm luarocks cargo nuget nix-env easy_install
      """
    ),
    (
      .compiler,
      """
      gcc g++ cc c++ cpp clang clang++ tcc go gofmt rustc ghc javac ld gold lld as ar make gmake cmake
      ninja meson automake autoconf libtool bison flex swiftc dmd nim zig gfortran nasm yasm
      x86_64-linux-gnu-gcc x86_64-linux-gnu-g++ aarch64-linux-gnu-gcc aarch64-linux-gnu-g++
      x86_64-linux-gnu-ld aarch64-linux-gnu-ld mvn gradle ant
      """
    ),
    (
      .debugger,
      "gdb gdbserver lldb strace ltrace perf valgrind bpftrace bpftool radare2 r2 objdump dlv jdb jmap jstack"
    ),
    (
      .network,
      """
      curl wget nc ncat netcat nc.openbsd nc.traditional socat nmap tcpdump tshark dig nslookup host
      telnet ftp lftp tftp rsync ssh scp sftp ping traceroute arping iptables nft ip ifconfig
      masscan hping3 iperf iperf3 proxychains chisel aria2c
      """
    ),
    (
      .interpreter,
      "python perl ruby node nodejs php lua tclsh guile java gawk R deno erl pypy julia"
    ),
    (.remoteAccess, "sshd dropbear telnetd in.telnetd vsftpd proftpd rshd in.rshd xrdp vncserver"),
    (
      .engineClient,
      "docker podman nerdctl ctr crictl kubectl oc helm buildah skopeo buildctl runc crun"
    ),
    (
      .privilege,
      "sudo su doas pkexec runuser setpriv gosu su-exec nsenter unshare chroot capsh setcap"
    ),
  ]
}

extension String {
  /// The name without a version at its end: digits, dots and hyphens before them.
  fileprivate var stem: String {
    var rest = self[...]
    while let last = rest.last, last.isNumber || last == "." || last == "-" { rest.removeLast() }
    return String(rest)
  }
}
