/// Files as dpkg and Debian's maintainers write them.
enum DebianFixtures {
  static let status = """
    Package: libssl3
    Status: install ok installed
    Priority: optional
    Section: libs
    Installed-Size: 6021
    Maintainer: Debian OpenSSL Team <pkg-openssl-devel@alioth-lists.debian.net>
    Architecture: amd64
    Multi-Arch: same
    Source: openssl
    Version: 3.0.15-1~deb12u1
    Depends: libc6 (>= 2.34)
    Description: Secure Sockets Layer toolkit - shared libraries
     This package is part of the OpenSSL project's implementation.
     .
     It provides the libssl and libcrypto shared libraries.
    Homepage: https://www.openssl.org/

    Package: bash
    Status: install ok installed
    Essential: yes
    Maintainer: Matthias Klose <doko@debian.org>
    Architecture: amd64
    Source: bash (5.2.15-2)
    Version: 5.2.15-2+b7
    Pre-Depends: libc6 (>= 2.36), libtinfo6 (>= 6)
    Depends: base-files (>= 2.1.12), debianutils (>= 5.6-0.1) | debianutils-ng:any [linux-any]
    Conffiles:
     /etc/bash.bashrc 89269e1298235f1b12b4c16e4065ad0d
     /etc/skel/.bashrc ee35a240758f374832e809ae0ea4883a

    Package: nano
    Status: deinstall ok config-files
    Maintainer: Jordi Mallach <jordi@debian.org>
    Architecture: amd64
    Version: 7.2-1
    Config-Version: 7.2-1


    """

  static let list = """
    /.
    /usr
    /usr/lib
    /usr/lib/x86_64-linux-gnu
    /usr/lib/x86_64-linux-gnu/engines-3
    /usr/lib/x86_64-linux-gnu/engines-3/afalg.so
    /usr/lib/x86_64-linux-gnu/engines-3/padlock.so
    /usr/lib/x86_64-linux-gnu/libcrypto.so.3
    /usr/lib/x86_64-linux-gnu/libssl.so.3

    """

  static let md5sums = """
    6b8e0d3b5a8d9b0a8f7c2c0a1d9f6a11  usr/lib/x86_64-linux-gnu/libcrypto.so.3
    0d1ff2a3a7d54e0f9b3b1f9f8f6c7d22  usr/share/doc/libssl3/change log.gz

    """

  static let copyright = """
    Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
    Upstream-Name: OpenSSL
    Source: https://www.openssl.org

    Files: *
    Copyright: 1998-2023 The OpenSSL Project Authors
    License: Apache-2.0

    Files: debian/*
    Copyright: 2003-2023 Debian OpenSSL Team
    License: GPL-2+ or Artistic, and BSD-3-clause

    Files: crypto/odd.c
    Copyright: 1999 Somebody
    License: odd-licence

    License: GPL-2+
     On Debian systems, see /usr/share/common-licenses/GPL-2.

    """
}
