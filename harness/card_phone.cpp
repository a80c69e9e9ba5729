// `kazasu card phone`: the reference phone, driven by lines.
#include <cstdio>
#include <iostream>
#include <optional>
#include <stdexcept>
#include <string>

#include "emulators/adapters/card_host/phone_client.h"
#include "emulators/adapters/card_host/phone_token.h"
#include "emulators/reader/apdu_names.h"
#include "harness/card_commands.h"

namespace kazasu::harness {

namespace {

constexpr auto kDigits = std::string_view{"0123456789ABCDEF"};

// Blanks are skipped; nothing for anything that is not whole bytes.
std::optional<std::string> bytes_of(std::string const& line) {
  auto bytes = std::string{};
  auto high = std::optional<std::size_t>{};
  for (auto const c : line) {
    if (c == ' ' || c == '\t' || c == '\r') continue;
    auto const digit = kDigits.find(static_cast<char>(std::toupper(static_cast<unsigned char>(c))));
    if (digit == std::string_view::npos) return std::nullopt;
    if (high) {
      bytes += static_cast<char>(*high << 4U | digit);
      high.reset();
    } else {
      high = digit;
    }
  }
  if (high) return std::nullopt;
  return bytes;
}

double milliseconds(sim::Duration time) {
  return std::chrono::duration<double, std::milli>{time}.count();
}

char const* name_of(reader::PhoneReply reply) {
  switch (reply) {
    case reader::PhoneReply::kAnswer:
      return "answer";
    case reader::PhoneReply::kNoCard:
      return "no card";
    case reader::PhoneReply::kFieldOff:
      return "field off";
    case reader::PhoneReply::kRemoved:
      return "removed";
    case reader::PhoneReply::kMute:
      return "mute";
  }
  return "";
}

void print(adapters::PhoneExchange const& exchange) {
  auto const answered = exchange.reply == reader::PhoneReply::kAnswer;
  std::printf("%s", answered ? reader::hexadecimal(exchange.answer).c_str() : name_of(exchange.reply));
  if (exchange.times) {
    std::printf("  # network %.3f ms, host %.3f ms, card %.3f ms", milliseconds(exchange.times->network),
                milliseconds(exchange.times->host), milliseconds(exchange.times->card));
  }
  std::printf("\n");
  std::fflush(stdout);
}

void relay(adapters::PhoneClient& phone) {
  auto number = 0;
  for (auto line = std::string{}; std::getline(std::cin, line);) {
    ++number;
    auto const command = bytes_of(line.substr(0, line.find('#')));
    if (!command) {
      throw CommandError(ExitCode::kUsage, "standard input, line " + std::to_string(number) +
                                               ": expected an APDU as pairs of hexadecimal digits");
    }
    if (!command->empty()) print(phone.transmit(*command));
  }
}

}  // namespace

ExitCode be_phone(CardPhoneOptions const& options) {
  require_own_host(options.address, options.owned_hosts);
  try {
    auto phone = adapters::PhoneClient{{.address = {.host = options.address, .port = options.port},
                                        .token = adapters::phone_token(card_host_folder(options.data)),
                                        .slot = static_cast<std::uint16_t>(options.slot)}};
    auto const card = phone.field_on();
    if (!card)
      throw CommandError(ExitCode::kSlot, "no card is in the slot; put one in with `kazasu card insert`");
    std::printf("# field on, ATR %s, PUPI %s\n", reader::hexadecimal(card->atr).c_str(),
                reader::hexadecimal(card->uid).c_str());
    relay(phone);
    phone.field_off();
  } catch (CommandError const&) {
    throw;
  } catch (std::runtime_error const& error) {
    throw CommandError(ExitCode::kCardHost, error.what());
  }
  return ExitCode::kOk;
}

}  // namespace kazasu::harness
