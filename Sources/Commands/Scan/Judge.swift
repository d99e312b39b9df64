import Advisories
import Checks
import Model
import Packs
import Policy
import Reports
import Starter

/// Sets inventories against the data and the policy of this machine.
struct Judge {
  private let index: any AdvisoryIndex
  /// `nil` where findings are wanted as they are.
  private let policy: PolicyInputs?
  private let today: String
  /// The kinds of finding that are wanted.
  private let kinds: Set<Finding.Kind>

  init(
    _ options: JudgingOptions,
    _ location: DataLocation,
    _ environment: ProcessEnvironment
  ) throws {
    let inputs = try PolicyOpener(options, environment).inputs()
    policy = inputs
    today = environment.now.date
    kinds = try options.kinds()
    index =
      options.requirePacks || inputs.requiresPacks
      ? PackSet(location.folder, try location.requiredManifest()) : try Self.index(at: location)
  }

  /// Judges by the user's data alone: that nothing is known without any is no answer about a
  /// statement.
  init(_ location: DataLocation) throws {
    policy = nil
    today = ProcessEnvironment().now.date
    kinds = [.vulnerability, .malware]
    index = PackSet(location.folder, try location.requiredManifest())
  }

  /// Judges nothing but packages and surface, by all data there is and no policy.
  init(surfaceAt location: DataLocation) throws {
    policy = nil
    today = ProcessEnvironment().now.date
    kinds = [.vulnerability, .malware, .surface]
    index = try Self.index(at: location)
  }

  /// The user's packs, and what is built in for spaces without one.
  private static func index(at location: DataLocation) throws -> any AdvisoryIndex {
    StarterFallback(try location.manifest().map { PackSet(location.folder, $0) })
  }

  /// Whether the policy asks for what artifacts say of their own flaws.
  var heedsArtifact: Bool { policy?.heedsArtifact ?? false }

  /// - Parameter attached: statements that came with the artifact.
  func assess(_ inventory: Inventory, _ attached: [VEXDocument] = []) throws -> Assessment {
    var assessment = Assessment(inventory: inventory)
    if kinds.contains(.vulnerability) { try match(&assessment) }
    if kinds.contains(.secret) { assessment.findings += SecretFindings().findings(of: inventory) }
    assessment.findings += ImageChecker().check(inventory, kinds: kinds)
    if kinds.contains(.surface) { assessment.surface = SurfaceScore(inventory) }
    guard var inputs = policy else { return assessment }
    inputs.attachedVEX = attached
    return PolicyJudge(inputs).judge(assessment)
  }

  /// Adds what is known of the packages.
  private func match(_ assessment: inout Assessment) throws {
    do throws(AdvisoryIndexError) {
      let result = try Matcher(index, today: today).match(assessment.inventory)
      assessment.findings = result.findings
      assessment.data = result.data
      assessment.gaps = (assessment.gaps + result.gaps).sorted()
    } catch {
      throw Failure(error.message)
    }
  }

  /// Holds an assessment against another scanner's report of the artifact.
  func compare(
    _ assessment: Assessment,
    with report: ForeignReport
  ) throws -> ReportComparison {
    do throws(AdvisoryIndexError) {
      return try ReportComparison(assessment, with: report, by: Matcher(index))
    } catch {
      throw Failure(error.message)
    }
  }

  /// The spaces of an inventory that the user has no data of; what is built in knows but some flaws.
  func spacesWithoutData(of inventory: Inventory) -> [String] {
    Matcher.spaces(of: inventory).sorted().filter { space in
      index.source(of: space).map(\.isStarter) ?? true
    }.map(\.rawValue)
  }

  func explain(_ flaw: String, in inventory: Inventory) throws -> [Explanation] {
    do throws(AdvisoryIndexError) {
      return try Matcher(index).explain(flaw, in: inventory)
    } catch {
      throw Failure(error.message)
    }
  }
}
