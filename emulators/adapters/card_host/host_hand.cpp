#include "emulators/adapters/card_host/host_hand.h"

#include <charconv>
#include <string>
#include <utility>

#include "emulators/adapters/card_host/control_client.h"

namespace kazasu::adapters {

namespace {

using terminal::CardHandError;

constexpr auto kReaderName = std::string_view{"kazasu "};
constexpr std::size_t kNumbers = 5;  // "RR SS"

std::optional<std::uint32_t> hexadecimal(std::string_view digits) {
  auto number = std::uint32_t{0};
  auto const* const end = digits.data() + digits.size();
  auto const [stopped, error] = std::from_chars(digits.data(), end, number, 16);
  return error == std::errc{} && stopped == end ? std::optional{number} : std::nullopt;
}

class HostHand final : public terminal::CardHand {
 public:
  explicit HostHand(std::filesystem::path socket) : socket_(std::move(socket)) {}

  void hold(std::string const& reader, identity::PersonIndex person) override {
    obey(reader, InsertOrder{.slot = slot(reader), .person = person});
  }
  void take_away(std::string const& reader) override { obey(reader, RemoveOrder{.slot = slot(reader)}); }

 private:
  static std::uint32_t slot(std::string const& reader) {
    auto const number = slot_of_reader(reader);
    if (!number) {
      throw CardHandError("the card reader '" + reader +
                          "' is no slot of the card host; put the card there yourself, without a host");
    }
    return *number;
  }
  void obey(std::string const& reader, ControlOrder const& order) const {
    auto answer = std::optional<ControlAnswer>{};
    try {
      answer = ask_card_host(socket_, order);
    } catch (std::runtime_error const& error) {
      throw CardHandError(error.what());
    }
    if (!answer) {
      throw CardHandError("no card host listens at " + socket_.string() +
                          "; start one with `kazasu card host`");
    }
    auto const was_empty =
        answer->verdict == ControlVerdict::kEmpty && std::holds_alternative<RemoveOrder>(order);
    if (answer->verdict == ControlVerdict::kDone || was_empty) return;
    throw CardHandError("the card host refused a card for '" + reader + "': " + answer->message);
  }

  std::filesystem::path socket_;
};

}  // namespace

std::optional<std::uint32_t> slot_of_reader(std::string_view name) {
  if (!name.starts_with(kReaderName) || name.size() != kReaderName.size() + kNumbers) return std::nullopt;
  auto const numbers = name.substr(kReaderName.size());
  if (numbers[2] != ' ' || !hexadecimal(numbers.substr(0, 2))) return std::nullopt;
  return hexadecimal(numbers.substr(3));
}

std::unique_ptr<terminal::CardHand> make_host_hand(std::filesystem::path control_socket) {
  return std::make_unique<HostHand>(std::move(control_socket));
}

}  // namespace kazasu::adapters
