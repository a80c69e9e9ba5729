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
struct ClaimsSend {
  std::vector<std::filesystem::path> files;
  std::string target;            // https://host:port
  std::string target_ca = {};    // PEM file; empty: the test PKI
  std::string credentials = {};  // folder of <institution code>.pem; empty: of the test PKI
  std::vector<std::string> owned_hosts = {};
  std::filesystem::path data = ".kazasu";
  std::uint32_t stations = 0;  // of the generated world
  std::uint64_t seed = 1;
  std::uint32_t connections = 16;  // files under way at a time
  bool without_asp = false;
  bool test = false;  // 確認試験
  bool verbose = false;
};
using ClaimsCommand = std::variant<ClaimsGenerate, ClaimsCheck, ClaimsCompareEligibility, ClaimsRewrite,
                                   ClaimsDiff, ClaimsReclaim, ClaimsSend>;

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
  void add_send(CLI::App& claims);

  CLI::App& app_;
  ClaimsGenerate generate_;
  ClaimsCheck check_;
  ClaimsCompareEligibility comparison_;
  ClaimsRewrite rewrite_;
  ClaimsDiff diff_;
  ClaimsReclaim reclaim_;
  ClaimsSend send_;
};

}  // namespace kazasu::harness
