/// Who may log in to a system, and become what.
package struct AccessFacts: Hashable, Sendable {
  /// As `passwd` lists them.
  package var accounts: [Account] = []
  /// What `shadow`, `gshadow` and the second field of `passwd` say of passwords.
  package var passwords: [Password] = []
  package var groups: [Group] = []
  /// Rules of sudo and doas that ask for no password, or allow all.
  package var elevations: [Elevation] = []
  /// Libraries that `ld.so.preload` puts into every process.
  package var preloaded: [String] = []

  /// A line of `passwd` (passwd(5)).
  package struct Account: Hashable, Sendable {
    package var name: String
    package var userID: UInt32
    package var groupID: UInt32
    package var shell: String

    package init(name: String, userID: UInt32, groupID: UInt32, shell: String) {
      self.name = name
      self.userID = userID
      self.groupID = groupID
      self.shell = shell
    }
  }

  /// What is known of a password, which is never its hash.
  package struct Password: Hashable, Sendable {
    /// How it is kept.
    package enum State: String, Sendable, CaseIterable {
      case empty
      /// Nobody gets in by a password.
      case locked
      /// A hash that is quickly tried: DES, MD5 (crypt(5)).
      case weakHash = "weak-hash"
      case hash
    }

    package var name: String
    package var state: State
    /// The file that says so.
    package var path: String

    package init(name: String, state: State, path: String) {
      self.name = name
      self.state = state
      self.path = path
    }
  }

  /// A line of `group` (group(5)).
  package struct Group: Hashable, Sendable {
    package var name: String
    package var groupID: UInt32

    package init(name: String, groupID: UInt32) {
      self.name = name
      self.groupID = groupID
    }
  }

  /// A rule that lets somebody act as somebody else.
  package struct Elevation: Hashable, Sendable {
    package var path: String
    package var line: Int
    /// The rule as written, on one line.
    package var text: String

    package init(path: String, line: Int, text: String) {
      self.path = path
      self.line = line
      self.text = text
    }
  }

  package init() {}

  package var isEmpty: Bool {
    accounts.isEmpty && passwords.isEmpty && groups.isEmpty && elevations.isEmpty
      && preloaded.isEmpty
  }
}

extension AccessFacts {
  /// Takes in what another file says.
  package mutating func add(_ other: AccessFacts) {
    accounts += other.accounts
    passwords += other.passwords
    groups += other.groups
    elevations += other.elevations
    preloaded += other.preloaded
  }
}
