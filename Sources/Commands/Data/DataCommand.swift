import ArgumentParser

/// Makes, fetches, checks and shows the advisories that scans are judged by.
struct DataCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "data",
    abstract: "Make, check and show the advisories that scans are judged by.",
    discussion: """
      Advisories are kept in packs, a file for each release of a distribution and each world of
      packages, made from what publishers offer and signed. A scan opens those it needs and asks
      nobody else; of all commands 'update', 'pull' and 'push' alone speak with servers.

      Examples:
        plimsoll data update                    fetch what publishers have now, and make packs
        plimsoll data build --from feeds/       make packs from a copy of publishers' files
        plimsoll data status                    what is covered, and how old it is
        plimsoll data search CVE-2021-44228     what the data says of a flaw
        plimsoll data search openssl            … or of a package
      """,
    subcommands: [
      DataBuildCommand.self, DataExportCommand.self, DataFeedsCommand.self, DataImportCommand.self,
      DataKeyCommand.self, DataPullCommand.self, DataPushCommand.self, DataSearchCommand.self,
      DataStarterCommand.self, DataStatusCommand.self, DataUpdateCommand.self,
      DataVerifyCommand.self,
    ]
  )
}
