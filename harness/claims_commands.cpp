#include "harness/claims_commands.h"

#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include "emulators/adapters/files/shift_jis.h"
#include "emulators/claims/cross_checks.h"
#include "emulators/claims/file_checker.h"
#include "emulators/claims/file_diff.h"
#include "emulators/claims/receipt_draft.h"
#include "emulators/claims/record_scanner.h"
#include "emulators/claims/return_file.h"
#include "harness/claims_comparison.h"
#include "harness/claims_files.h"
#include "harness/claims_registry_check.h"
#include "harness/claims_send.h"
#include "harness/claims_world.h"
#include "sim/overloaded.h"

namespace kazasu::harness {

namespace {

using claims::Finding;

std::string content_of(std::filesystem::path const& path) {
  auto content = std::string{};
  read_claim_file(path, [&content](std::string_view bytes) { content.append(bytes); });
  return content;
}

std::string field_name(std::string_view record, std::uint16_t field) {
  auto const type = claims::record_type_by_id(record);
  if (!type || field == 0) return "-";
  auto const fields = claims::layout_of(*type).fields;
  return field <= fields.size() ? std::string{fields[field - 1U].name} : "-";
}

void print(std::filesystem::path const& path, Finding const& finding, bool japanese) {
  auto const record = std::string_view{finding.id.data(), finding.id.size()};
  auto const& rule = claims::rule_of(finding.check);
  auto const text = japanese ? rule.message : rule.condition;
  std::printf("%s: %.*s receipt %u record %u %.*s field %u %s offset %llu: %.*s\n", path.c_str(),
              static_cast<int>(rule.code.size()), rule.code.data(), finding.receipt, finding.record,
              static_cast<int>(record.size()), record.data(), unsigned{finding.field},
              field_name(record, finding.field).c_str(), static_cast<unsigned long long>(finding.offset),
              static_cast<int>(text.size()), text.data());
}

void print_outcome(std::filesystem::path const& path, std::uint32_t receipt,
                   claims::Eligibility const& eligibility) {
  if (eligibility.outcome <= claims::EligibilityOutcome::kConfirmed) return;
  if (claims::finding_of(eligibility.outcome)) return;
  auto const code = claims::confirmation_code(eligibility.outcome);
  auto const name = claims::name_of(eligibility.outcome);
  std::printf("%s: receipt %u outcome %.*s %.*s parts %u\n", path.c_str(), receipt,
              static_cast<int>(code.size()), code.data(), static_cast<int>(name.size()), name.data(),
              eligibility.parts);
}

// Without a registry (null) by what the file shows alone.
std::size_t check_file(std::filesystem::path const& path, ClaimsCheck const& options,
                       claims::FileRules const& rules, RegistryCheck* registry) {
  auto findings = std::size_t{0};
  auto const note = [&](Finding const& finding) {
    ++findings;
    print(path, finding, options.language == "ja");
  };
  auto receipts = std::vector<claims::ReceiptEntry>{};
  auto cross =
      claims::CrossChecker{registry == nullptr ? claims::CrossRules{} : registry->cross_rules(), note};
  auto checker = claims::FileChecker{
      rules, note, [&](claims::ReceiptView const& receipt, std::optional<claims::Band> in_file) {
        auto const checked = cross.check(receipt, in_file);
        if (registry != nullptr) receipts.push_back(checked.entry);
        if (options.outcomes) print_outcome(path, receipt.number, checked.eligibility);
      }};
  read_claim_file(path, [&checker](std::string_view bytes) { checker.feed(bytes); });
  auto const refused = checker.finish().refused;
  if (registry != nullptr) registry->file_ended(receipts, refused);
  return findings;
}

ExitCode generate(ClaimsGenerate const& options) {
  auto const month = online_claim_month(options.month);
  auto const world = ClaimsWorld{{.seed = options.seed, .stations = options.stations, .start = month / 1}};
  auto text = adapters::ShiftJisText{};
  auto const encode = [&text](std::string_view utf8) { return text.encode(utf8); };
  auto folder = NewFolder{options.out};
  auto files = std::uint64_t{0};
  auto receipts = std::uint64_t{0};
  for (identity::StationIndex station = 0; station < options.stations; ++station) {
    for (auto const& draft : claims::draft_files(world.population(), station, month)) {
      folder.write(draft.station_code + "-" + std::to_string(static_cast<int>(draft.payer)), kReceiptFileName,
                   claims::file_bytes(draft, encode));
      ++files;
      receipts += draft.receipts;
    }
  }
  folder.finish();
  std::printf("%llu files with %llu receipts in %s\n", static_cast<unsigned long long>(files),
              static_cast<unsigned long long>(receipts), options.out.c_str());
  return ExitCode::kOk;
}

ExitCode check(ClaimsCheck const& options) {
  auto findings = std::size_t{0};
  if (options.registry) {
    auto const mix =
        options.insurance == "realistic" ? identity::InsuranceMix{} : identity::InsuranceMix::plain();
    auto registry = RegistryCheck{{.seed = options.seed,
                                   .stations = options.stations,
                                   .start = online_claim_month(options.month) / 1,
                                   .insurance = mix}};
    auto const rules = registry.file_rules(claim_month(options.month));
    for (auto const& file : options.files) findings += check_file(file, options, rules, &registry);
  } else {
    auto const fees = official_fee_table();
    auto rules = claims::FileRules{.fees = fees, .claim_month = std::nullopt};
    if (!options.month.empty()) rules.claim_month = claim_month(options.month);
    for (auto const& file : options.files) findings += check_file(file, options, rules, nullptr);
  }
  return findings == 0 ? ExitCode::kOk : ExitCode::kClaimFindings;
}

ExitCode compare_eligibility(ClaimsCompareEligibility const& options) {
  auto const comparison = compare_billing(options);
  auto const text =
      options.json ? comparison_json(options, comparison) : comparison_table(options, comparison);
  std::fputs(text.c_str(), stdout);
  return ExitCode::kOk;
}

// Every record cut into its fields and put together again. A file with faults of L1 or L2 is not written.
ExitCode rewrite(ClaimsRewrite const& options) {
  auto const fees = official_fee_table();
  auto refused = false;
  auto checker = claims::FileChecker{{.fees = fees}, [&](Finding const& finding) {
                                       if (claims::rule_of(finding.check).band > claims::Band::kReceipt)
                                         return;
                                       refused = true;
                                       print(options.file, finding, true);
                                     }};
  auto scanner = claims::RecordScanner{};
  auto written = NewFile{options.out};
  read_claim_file(options.file, [&](std::string_view bytes) {
    checker.feed(bytes);
    scanner.feed(bytes);
    while (auto const record = scanner.next()) {
      auto const fields = claims::RecordFields{record->text};
      if (!fields.type()) {  // of the history of a returned receipt: the payers' own
        written.append(record->text);
        written.append("\r\n");
        continue;
      }
      for (std::size_t field = 0; field < fields.size(); ++field) {
        written.append(field == 0 ? "" : ",");
        written.append(fields[field]);
      }
      written.append("\r\n");
    }
  });
  checker.finish();
  if (refused) return ExitCode::kClaimFindings;
  written.append("\x1A");
  written.finish();
  return ExitCode::kOk;
}

ExitCode compare(ClaimsDiff const& options) {
  using Kind = claims::RecordDifference::Kind;
  auto text = adapters::ShiftJisText{};
  auto const first = content_of(options.first);
  auto const second = content_of(options.second);
  auto const same = claims::compare_files(first, second, [&text](claims::RecordDifference const& one) {
    auto const id = claims::layout_of(one.type).id;
    auto const where = "receipt " + std::to_string(one.receipt) + " " +
                       (one.kind == Kind::kUnreadable ? "--" : std::string{id}) + " " +
                       std::to_string(one.ordinal);
    switch (one.kind) {
      case Kind::kOnlyInFirst:
        std::printf("- %s: %s\n", where.c_str(), text.decode(one.first).c_str());
        break;
      case Kind::kOnlyInSecond:
        std::printf("+ %s: %s\n", where.c_str(), text.decode(one.second).c_str());
        break;
      case Kind::kField:
      case Kind::kUnreadable:
        std::printf("~ %s field %zu %s: %s -> %s\n", where.c_str(), one.field,
                    field_name(id, static_cast<std::uint16_t>(one.field)).c_str(),
                    text.decode(one.first).c_str(), text.decode(one.second).c_str());
        break;
    }
  });
  return same ? ExitCode::kOk : ExitCode::kClaimFindings;
}

ExitCode reclaim(ClaimsReclaim const& options) {
  auto const file = claims::reclaim_file(content_of(options.file), claim_month(options.month));
  if (!file) {
    throw CommandError(ExitCode::kClaimFile, options.file.string() +
                                                 ": no file of returned receipts; expected " +
                                                 std::string{claims::kReturnFileName});
  }
  auto written = NewFile{options.out};
  written.append(*file);
  written.finish();
  return ExitCode::kOk;
}

}  // namespace

ExitCode execute_claims_command(ClaimsCommand const& command) {
  return std::visit(
      sim::Overloaded{[](ClaimsGenerate const& options) { return generate(options); },
                      [](ClaimsCheck const& options) { return check(options); },
                      [](ClaimsCompareEligibility const& options) { return compare_eligibility(options); },
                      [](ClaimsRewrite const& options) { return rewrite(options); },
                      [](ClaimsReclaim const& options) { return reclaim(options); },
                      [](ClaimsSend const& options) { return send_claims(options); },
                      [](ClaimsDiff const& options) { return compare(options); }},
      command);
}

}  // namespace kazasu::harness
