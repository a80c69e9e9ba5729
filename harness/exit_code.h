// What the program's exit code says. The table in docs/exit-codes.md is checked against this one by a test.
#pragma once

#include <array>
#include <stdexcept>
#include <string_view>

namespace kazasu::harness {

enum class ExitCode : int {
  kOk = 0,
  kInternal = 1,
  kUsage = 2,
  kScenario = 3,
  kInvalid = 4,
  kThreshold = 5,
  kUnreachable = 6,
  kRefusedTarget = 7,
  kOutput = 8,
  kPort = 9,
  kTestPki = 10,
  kSelftest = 11,
  kCardHost = 12,
  kSlot = 13,
  kReader = 14,
  kStore = 15,
  kCardRefused = 16,
  kClaimFindings = 17,
  kClaimFile = 18,
  kClaimRefused = 19,
  kInterrupted = 130,
};

struct ExitCodeMeaning {
  ExitCode code;
  std::string_view meaning;
};
inline constexpr std::array<ExitCodeMeaning, 21> kExitCodes = {{
    {ExitCode::kOk, "the run is VALID and every threshold is met"},
    {ExitCode::kInternal, "an error inside kazasu: please report it"},
    {ExitCode::kUsage, "the command line is wrong"},
    {ExitCode::kScenario, "the scenario file is missing or has mistakes"},
    {ExitCode::kInvalid, "the run is INVALID: its figures must not be used; the report says why"},
    {ExitCode::kThreshold, "the run is VALID, but a threshold is not met"},
    {ExitCode::kUnreachable, "a target does not answer; nothing was run"},
    {ExitCode::kRefusedTarget,
     "a target is not allowed: not loopback and not declared owned, or a production domain"},
    {ExitCode::kOutput, "a result file cannot be written"},
    {ExitCode::kPort, "a port cannot be opened"},
    {ExitCode::kTestPki, "the test PKI is expired, damaged or cannot be made"},
    {ExitCode::kSelftest, "a self-test found a deviation"},
    {ExitCode::kCardHost,
     "no card host runs there, or it cannot run: its folder or a socket is in use or damaged"},
    {ExitCode::kSlot, "the slot is occupied, empty or not there"},
    {ExitCode::kReader, "a card reader cannot be used: pcscd does not run, no such reader, or it is in use"},
    {ExitCode::kStore,
     "the store cannot be used: not writable, full, damaged, in use, of a newer version or of another world"},
    {ExitCode::kCardRefused,
     "the card did not do it: its PIN is wrong or locked, or it is gone or another one"},
    {ExitCode::kClaimFindings, "a receipt file has findings, or two files differ"},
    {ExitCode::kClaimFile, "a receipt file cannot be read"},
    {ExitCode::kClaimRefused, "a payer's claims system did not take a file"},
    {ExitCode::kInterrupted, "interrupted; the report is marked INTERRUPTED"},
}};

// An error with an exit code of its own: one message that says where, what was expected and what to do.
class CommandError : public std::runtime_error {
 public:
  CommandError(ExitCode code, std::string const& message) : std::runtime_error(message), code_(code) {}
  ExitCode code() const { return code_; }

 private:
  ExitCode code_;
};

}  // namespace kazasu::harness
