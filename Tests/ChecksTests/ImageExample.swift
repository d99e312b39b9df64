import Analysis
import Formats
import Model

/// An image in a few words, a line each, as `docs/how-to/add-an-image-check.md` has them.
struct ImageExample {
  private var settings: ImageSettings? = ImageSettings()
  private var layers = [LayerInventory()]
  private var access = AccessFacts()
  private var packages: [Package] = []
  private var owned: [PackageOwner: [PathKey]] = [:]
  /// Words that are no line of an example.
  private(set) var unknown: [String] = []

  init(_ text: String) {
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
      read(words, rest: words.dropFirst().joined(separator: " "))
    }
  }

  /// As a scan would have it.
  var inventory: Inventory {
    var layers = layers
    var facts = FileFacts()
    facts.packages = packages
    facts.claims = owned.map { Claim(.named($0.key), files: $0.value.sorted()) }
    if !facts.isEmpty { layers[0].facts["var/lib/dpkg/status"] = facts }
    var accounts = FileFacts()
    accounts.access = access
    if !access.isEmpty { layers[0].facts["etc/passwd"] = accounts }
    let kind = settings == nil ? Subject.Kind.rootFilesystem : .image
    var join = InventoryJoin(subject: Subject(kind: kind, name: "example"), layers: layers)
    var inventory = join.run(isSurveyed: true)
    inventory.settings = settings
    return inventory
  }

  private mutating func read(_ words: [String], rest: String) {
    switch words[0] {
    case "no": settings = nil
    case "layer": layers.append(LayerInventory())
    case "USER": settings?.user = rest
    case "ENV":
      let value = words.dropFirst(2).joined(separator: " ")
      settings?.environment.append(ImageSettings.Variable(name: words[1], value: value))
    case "EXPOSE": settings?.exposedPorts.append(rest)
    case "VOLUME": settings?.volumes.append(rest)
    case "CMD": settings?.command = Array(words.dropFirst())
    case "HEALTHCHECK": settings?.healthcheck = Array(words.dropFirst())
    case "account":
      let number = UInt32(words[2]) ?? 0
      access.accounts.append(
        AccessFacts.Account(name: words[1], userID: number, groupID: number, shell: "")
      )
    case "group":
      access.groups.append(AccessFacts.Group(name: words[1], groupID: UInt32(words[2]) ?? 0))
    case "password":
      guard let state = AccessFacts.Password.State(rawValue: words[2]) else { return }
      access.passwords.append(
        AccessFacts.Password(name: words[1], state: state, path: "etc/shadow")
      )
    case "sudo" where rest.contains("NOPASSWD"):
      access.elevations.append(AccessFacts.Elevation(path: "etc/sudoers", line: 1, text: rest))
    case "sudo": break
    case "preload": access.preloaded.append(rest)
    case "file", "dir", "device": add(words)
    case "program": addProgram(words)
    default: unknown.append(words[0])
    }
  }

  /// `file MODE PATH [SIZE] [deb PACKAGE] [cap NAME]`.
  private mutating func add(_ words: [String]) {
    let kinds: [String: FileEntry.Kind] = ["file": .file, "dir": .directory, "device": .device]
    var entry = FileEntry(path: words[2], kind: kinds[words[0]] ?? .file)
    entry.mode = UInt16(words[1], radix: 8) ?? 0
    if words.count > 3, let size = Int64(words[3]) { entry.size = size }
    if let place = words.firstIndex(of: "deb") { own(entry.path, words[place + 1]) }
    if let place = words.firstIndex(of: "cap") {
      entry.capability = Self.capability(words[place + 1])
    }
    layers[layers.count - 1].entries.append(entry)
  }

  /// `program PATH SIZE CONTENTS`.
  private mutating func addProgram(_ words: [String]) {
    var entry = FileEntry(path: words[1], size: Int64(words[2]) ?? 0, mode: 0o755)
    entry.kind = .file
    layers[layers.count - 1].entries.append(entry)
    var facts = FileFacts()
    facts.executable = ExecutableFacts(
      kind: .executable,
      size: entry.size,
      sha256: SHA256.digest(of: Array(words[3].utf8).span)
    )
    layers[layers.count - 1].facts[entry.path] = facts
  }

  private mutating func own(_ path: String, _ name: String) {
    let owner = PackageOwner(ecosystem: .deb, name: name)
    if owned[owner] == nil {
      let evidence = Evidence(
        analyzer: "dpkg-status",
        method: .installedDatabase,
        path: "var/lib/dpkg/status"
      )
      packages.append(Package(.deb, name: name, version: "1", evidence: evidence))
    }
    owned[owner, default: []].append(PathKey(path))
  }

  /// The attribute, revision 2, that permits one capability.
  private static func capability(_ name: String) -> [UInt8] {
    let numbers = ["cap_net_bind_service": 10, "cap_net_raw": 13, "cap_sys_admin": 21]
    var bytes: [UInt8] = [1, 0, 0, 2] + [UInt8](repeating: 0, count: 16)
    let number = numbers[name] ?? 0
    bytes[4 + number / 8] = 1 << UInt8(number % 8)
    return bytes
  }
}
