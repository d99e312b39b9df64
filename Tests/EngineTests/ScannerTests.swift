import Analysis
import Artifacts
import Engine
import Formats
import Model
import OCI
import TestSupport
import Testing

@Suite struct `scan of an image` {
  private let folder: ScratchFolder
  private let progress = NotedProgress()

  init() throws { folder = try ScratchFolder() }

  private static func image() -> ImageBuilder {
    var image = ImageBuilder()
    image.layer(.gzip, createdBy: "ADD rootfs.tar /") {
      $0.file("etc/os-release", debianRelease)
      $0.file(dpkgStatusPath, dpkgStatus("bash 5.2-2", "gone 1"))
    }
    image.layer(.gzip, createdBy: "RUN install") {
      $0.file(dpkgStatusPath, dpkgStatus("bash 5.2-2", "curl 8.0-1"))
      $0.file("opt/app", smallProgram, mode: 0o755)
    }
    image.layer(.zstd, createdBy: "RUN rm") { $0.whiteout("opt/app") }
    return image
  }

  private var cache: ScanCache { ScanCache(directory: folder.path("cache"), bound: 1 << 30) }

  private func scanner(
    limits: Limits = .standard,
    cache: ScanCache? = nil,
    width: Int = 2
  ) -> Scanner {
    Scanner(
      view: .installed,
      limits: limits,
      cache: cache,
      width: width,
      start: .now,
      progress: progress
    )
  }

  private func scan(_ image: ImageBuilder, limits: Limits = .standard) async throws -> Inventory {
    try await scanner(limits: limits).inventory(of: MemoryStore(image))
  }

  @Test func `joins the layers of an image`() async throws {
    let inventory = try await scan(Self.image())
    #expect(inventory.system?.id == "debian")
    let packages = inventory.packages.map { "\($0.name) \($0.evidence[0].layer ?? -1)" }
    #expect(packages == ["bash 0", "curl 1"])
    #expect(inventory.layers.map(\.createdBy) == ["ADD rootfs.tar /", "RUN install", "RUN rm"])
    #expect(inventory.unowned.isEmpty)
    #expect(inventory.gaps.isEmpty)
    #expect(progress.notes.walked.sorted() == [0, 1, 2])
  }

  @Test func `gives the same whatever runs beside what`() async throws {
    let first = try await scanner(width: 1).inventory(of: MemoryStore(Self.image()))
    for width in 2...4 {
      #expect(try await scanner(width: width).inventory(of: MemoryStore(Self.image())) == first)
    }
  }

  @Test func `reads no layer twice`() async throws {
    let (first, second) = (MemoryStore(Self.image()), MemoryStore(Self.image()))
    let walked = try await scanner(cache: cache).inventory(of: first)
    let remembered = try await scanner(cache: cache).inventory(of: second)
    #expect(first.read == [0, 1, 2])
    #expect(second.read == [])
    #expect(walked == remembered)
    #expect(progress.notes.cached == 3)
  }

  @Test func `reads only the layers that are new`() async throws {
    var image = Self.image()
    _ = try await scanner(cache: cache).inventory(of: MemoryStore(image))
    image.layer { $0.file("notes", "x") }
    let store = MemoryStore(image)
    _ = try await scanner(cache: cache).inventory(of: store)
    #expect(store.read == [3])
  }

  @Test func `keeps what it read of a damaged layer, and does not remember it`() async throws {
    var image = Self.image()
    image.layers[1].stored.removeLast(9)
    let inventory = try await scanner(cache: cache).inventory(of: MemoryStore(image))
    #expect(inventory.packages.map(\.name) == ["bash", "curl"])
    #expect(inventory.gaps.map(\.source) == ["layer"])
    #expect(inventory.gaps.map(\.layer) == [1])
    #expect(cache.status().entries == 2)
  }

  @Test func `says that a layer has another digest than promised`() async throws {
    var image = Self.image()
    image.layers[1].diffID = image.layers[0].diffID
    let gap = try #require(try await scan(image).gaps.first)
    #expect(gap.reason == .malformed)
    #expect(gap.layer == 1)
    #expect(gap.detail.contains("promised"))
  }

  @Test func `says that a store does not have a layer`() async throws {
    let image = Self.image()
    var files = ImageFiles()
    files.add(image)
    files[ImageFiles.path(of: image.layers[1].digest)] = nil
    await #expect(throws: ArtifactError.self) { try await scanner().inventory(of: store(files)) }
  }

  @Test func `says that the bytes of a foreign layer are elsewhere`() async throws {
    var image = Self.image()
    image.layers[1].mediaType = "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip"
    image.layers[1].urls = ["https://example.org/layer"]
    var files = ImageFiles()
    files.add(image)
    files[ImageFiles.path(of: image.layers[1].digest)] = nil
    let inventory = try await scanner().inventory(of: store(files))
    #expect(inventory.gaps.map(\.reason) == [.missing])
    #expect(inventory.gaps.map(\.layer) == [1])
    #expect(inventory.packages.map(\.name) == ["bash", "gone"])
  }

  @Test func `says that a layer is encrypted`() async throws {
    var image = Self.image()
    image.layers[1].mediaType += "+encrypted"
    let gap = try #require(try await scan(image).gaps.first)
    #expect(gap.reason == .unsupported)
    #expect(gap.layer == 1)
  }

  private func store(_ files: ImageFiles) throws -> LayoutStore {
    let platform = Platform(os: "linux", architecture: "amd64")
    try files.write(to: folder.path("layout"))
    return LayoutStore(
      directory: folder.path("layout"),
      reference: nil,
      choice: PlatformChoice(wanted: nil, host: platform),
      limits: .standard
    )
  }
}

@Suite struct `limits of a scan` {
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let limits: Limits
    let gap: String

    init(_ description: String, gap: String, _ change: (inout Limits) -> Void) {
      testDescription = description
      self.gap = gap
      var limits = Limits.standard
      change(&limits)
      self.limits = limits
    }
  }

  @Test(arguments: [
    Case("entries", gap: "entries") { $0.entries = 2 },
    Case("bytes of a layer", gap: "bytes") { $0.layerSize = 4096 },
    Case("bytes of a file", gap: "bytes") { $0.fileSize = 16 },
    Case("expansion", gap: "2 to 1") {
      $0.expansionRatio = 2
      $0.expansionFloor = 1 << 20
    },
    Case("time", gap: "time") { $0.seconds = 0 },
  ])
  func `leave a gap`(reached: Case) async throws {
    var image = ImageBuilder()
    image.layer {
      $0.file("etc/os-release", debianRelease)
      $0.file(dpkgStatusPath, dpkgStatus("bash 5.2-2"))
      $0.file("zeros", [UInt8](repeating: 0, count: 4 << 20))
      $0.file("end", "x")
    }
    let scanner = Scanner(
      view: .installed,
      limits: reached.limits,
      cache: nil,
      width: 1,
      start: .now,
      progress: NotedProgress()
    )
    let gaps = try await scanner.inventory(of: MemoryStore(image)).gaps
    let gap = try #require(gaps.first { $0.reason == .limit })
    #expect(gap.detail.contains(reached.gap), "\(gap.detail)")
  }
}

@Suite struct `scan of a stream` {
  @Test func `gives what the scan of the same archive gives`() async throws {
    var image = ImageBuilder()
    image.layer { $0.file(dpkgStatusPath, dpkgStatus("bash 5.2-2")) }
    var files = ImageFiles()
    files.add(image, name: "example:1")
    let archive = files.archive()
    let folder = try ScratchFolder()
    let platform = Platform(os: "linux", architecture: "amd64")
    let choice = PlatformChoice(wanted: nil, host: platform)
    let path = try folder.write("image.tar", archive)
    let store = try ArchiveStore(path: path, reference: nil, choice: choice, limits: .standard)
    let scanner = Scanner(
      view: .installed,
      limits: .standard,
      cache: ScanCache(directory: folder.path("cache"), bound: 1 << 30),
      width: 2,
      start: .now,
      progress: NotedProgress()
    )
    let streamed = try await scanner.inventory(
      ofStream: ArraySource(archive),
      reference: nil,
      choice: choice,
      name: "stream"
    )
    #expect(streamed == (try await scanner.inventory(of: store)))
    #expect(scanner.cachedInventory(of: try await store.resolve()) == streamed)
  }
}
