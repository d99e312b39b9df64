/// How containers of an image are run unless somebody says otherwise, and how the image was built.
///
/// Source: OCI image-spec, config.md.
package struct ImageSettings: Hashable, Sendable {
  /// As written: a name, a number, or either with a group behind a colon; empty where none is set.
  package var user = ""
  /// In the order of the image.
  package var environment: [Variable] = []
  package var entrypoint: [String] = []
  package var command: [String] = []
  package var workingDirectory = ""
  /// Such as `8080/tcp`, sorted.
  package var exposedPorts: [String] = []
  /// Sorted.
  package var volumes: [String] = []
  /// The command that asks whether a container is well; `nil` where none is set, and
  /// `["NONE"]` where one was switched off.
  package var healthcheck: [String]?
  /// Build steps from the first to the last, those without a layer too.
  package var history: [BuildStep] = []

  /// A variable of the environment.
  package struct Variable: Hashable, Sendable {
    package var name: String
    package var value: String

    package init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  /// One step of the build.
  package struct BuildStep: Hashable, Sendable {
    package var createdBy: String
    /// The layer it made, counted from 0 at the base; `nil` where it made none or none is known.
    package var layer: Int?

    package init(createdBy: String, layer: Int?) {
      self.createdBy = createdBy
      self.layer = layer
    }
  }

  package init() {}

  /// What is run: the entrypoint and what follows it.
  package var argv: [String] { entrypoint + command }

  /// The value of a variable; the last one counts.
  package func value(of name: String) -> String? {
    environment.last { $0.name == name }?.value
  }

  /// The directories that programs are looked for in; the engine's own where the image names none.
  package var searchPath: [String] {
    let text =
      value(of: "PATH") ?? "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
    return text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
  }
}
