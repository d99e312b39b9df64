import Formats
import Model

/// The form of what is known of accounts in the cache.
extension RecordWriter {
  mutating func write(_ access: AccessFacts) {
    write(access.accounts) { writer, account in
      writer.write(account.name)
      writer.write(Int(account.userID))
      writer.write(Int(account.groupID))
      writer.write(account.shell)
    }
    write(access.passwords) { writer, password in
      writer.write(password.name)
      writer.write(password.state.rawValue)
      writer.write(password.path)
    }
    write(access.groups) { writer, group in
      writer.write(group.name)
      writer.write(Int(group.groupID))
    }
    write(access.elevations) { writer, rule in
      writer.write(rule.path)
      writer.write(rule.line)
      writer.write(rule.text)
    }
    write(access.preloaded)
  }
}

extension RecordReader {
  mutating func access() throws(Damaged) -> AccessFacts {
    var access = AccessFacts()
    access.accounts = try list { (reader) throws(Damaged) in
      let name = try reader.text()
      let user = try reader.number()
      let group = try reader.number()
      return AccessFacts.Account(
        name: name,
        userID: user,
        groupID: group,
        shell: try reader.text()
      )
    }
    access.passwords = try list { (reader) throws(Damaged) in
      let name = try reader.text()
      let state = try reader.choice(AccessFacts.Password.State.self)
      return AccessFacts.Password(name: name, state: state, path: try reader.text())
    }
    access.groups = try list { (reader) throws(Damaged) in
      AccessFacts.Group(name: try reader.text(), groupID: try reader.number())
    }
    access.elevations = try list { (reader) throws(Damaged) in
      let path = try reader.text()
      let line = try reader.int()
      return AccessFacts.Elevation(path: path, line: line, text: try reader.text())
    }
    access.preloaded = try texts()
    return access
  }

  private mutating func number() throws(Damaged) -> UInt32 {
    UInt32(truncatingIfNeeded: try int())
  }
}
