// The command line of `kazasu claims` as values.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace CLI {
class App;
}

namespace kazasu::harness {

struct ClaimsGenerate {
  std::uint32_t stations = 0;
  std::string month;  // of the claim, YYYY-MM
  std::uint64_t seed = 1;
  std::filesystem::path out;
};
struct ClaimsCheck {
  std::vector<std::filesystem::path> files;
  std::string month;  // of the claim; empty: what each file says
  std::string language = "ja";
  bool registry = false;  // also beside what the payers know of the generated world:
  std::uint32_t stations = 0;
  std::uint64_t seed = 1;
  std::string insurance = "plain";
  bool outcomes = false;  // say what the payers put right
};
struct ClaimsCompareEligibility {
  std::uint32_t stations = 0;
  std::string month;  // of the claim, YYYY-MM
  std::uint64_t seed = 1;
  std::optional<std::uint32_t> changes_ppm;  // of patients who change their insurer; nothing: the usual mix
  bool json = false;
};
struct ClaimsRewrite {
  std::filesystem::path file;
  std::filesystem::path out;
};
struct ClaimsDiff {
  std::filesystem::path first;
  std::filesystem::path second;
};
struct ClaimsReclaim {
  std::filesystem::path file;
  std::string month;  // of the claim, YYYY-MM
  std::filesystem::path out;
};
using ClaimsCommand = std::variant<ClaimsGenerate, ClaimsCheck, ClaimsCompareEligibility, ClaimsRewrite,
                                   ClaimsDiff, ClaimsReclaim>;

// Must outlive the parsing.
class ClaimsCommandLine {
 public:
  explicit ClaimsCommandLine(CLI::App& app);
  // Nothing when `kazasu claims` was not asked for.
  std::optional<ClaimsCommand> chosen() const;

 private:
  void add_generate(CLI::App& claims);
  void add_check(CLI::App& claims);
  void add_comparison(CLI::App& claims);
  void add_readers(CLI::App& claims);

  CLI::App& app_;
  ClaimsGenerate generate_;
  ClaimsCheck check_;
  ClaimsCompareEligibility comparison_;
  ClaimsRewrite rewrite_;
  ClaimsDiff diff_;
  ClaimsReclaim reclaim_;
};

}  // namespace kazasu::harness
