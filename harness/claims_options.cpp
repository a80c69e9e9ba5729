#include "harness/claims_options.h"

#include <CLI/CLI.hpp>

#include "emulators/identity/generated_stations.h"

namespace kazasu::harness {

ClaimsCommandLine::ClaimsCommandLine(CLI::App& app) : app_(app) {
  auto* const claims =
      app.add_subcommand("claims", "Receipt files (RECEIPTH.UKE): make, check, rewrite, compare");
  claims->require_subcommand(1);
  claims->footer(
      "Example:\n"
      "  kazasu claims generate --stations 10 --month 2025-01 --seed 1 --out claims\n"
      "  kazasu claims check claims/*/RECEIPTH.UKE");
  add_generate(*claims);
  add_readers(*claims);
}

void ClaimsCommandLine::add_generate(CLI::App& claims) {
  auto* const command = claims.add_subcommand("generate", "Write each station's files, one for each payer");
  command->add_option("--stations", generate_.stations, "How many stations")
      ->required()
      ->check(CLI::Range(std::uint32_t{1}, identity::kMostStations));
  command->add_option("--month", generate_.month, "Month of the claim, YYYY-MM; care is in the month before")
      ->required();
  command->add_option("--seed", generate_.seed, "Seed of people, stations and their care");
  command->add_option("--out", generate_.out, "Folder for OUT/<station code>-<payer>/RECEIPTH.UKE")
      ->required();
}

void ClaimsCommandLine::add_readers(CLI::App& claims) {
  auto* const check =
      claims.add_subcommand("check", "Say what is wrong with receipt files, a line a finding");
  check->add_option("FILE", check_.files, "Receipt files")->required();
  check->add_option("--month", check_.month, "Month of the claim, YYYY-MM; default: what each file says");
  check->add_option("--lang", check_.language, "Language of the texts")->check(CLI::IsMember({"ja", "en"}));
  auto* const rewrite =
      claims.add_subcommand("rewrite", "Read a file and write it again: the same bytes, if it is valid");
  rewrite->add_option("FILE", rewrite_.file, "A receipt file")->required();
  rewrite->add_option("--out", rewrite_.out, "Where to write")->required();
  auto* const reclaim =
      claims.add_subcommand("reclaim", "Make a file to claim returned receipts again, of RECEIPTH.HEN");
  reclaim->add_option("HEN", reclaim_.file, "A file of returned receipts, corrected")->required();
  reclaim->add_option("--month", reclaim_.month, "Month of the claim, YYYY-MM")->required();
  reclaim->add_option("--out", reclaim_.out, "Where to write")->required();
  auto* const diff = claims.add_subcommand("diff", "Say how two receipt files differ, a line a field");
  diff->add_option("FILE1", diff_.first, "A receipt file")->required();
  diff->add_option("FILE2", diff_.second, "Another")->required();
}

std::optional<ClaimsCommand> ClaimsCommandLine::chosen() const {
  if (!app_.got_subcommand("claims")) return std::nullopt;
  auto const* const claims = app_.get_subcommand("claims");
  if (claims->got_subcommand("generate")) return generate_;
  if (claims->got_subcommand("check")) return check_;
  if (claims->got_subcommand("rewrite")) return rewrite_;
  if (claims->got_subcommand("reclaim")) return reclaim_;
  return diff_;
}

}  // namespace kazasu::harness
