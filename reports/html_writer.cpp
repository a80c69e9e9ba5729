#include "reports/html_writer.h"

#include <algorithm>

#include "reports/display.h"

namespace kazasu::reports {

std::string escaped(std::string_view text) {
  auto out = std::string{};
  out.reserve(text.size());
  for (auto const letter : text) {
    switch (letter) {
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '&':
        out += "&amp;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      case '\n':
      case '\t':
        out += letter;
        break;
      default:
        out += static_cast<unsigned char>(letter) < 0x20 || letter == 0x7F ? ' ' : letter;
    }
  }
  return out;
}

std::string element(std::string_view name, std::string_view attributes, std::string_view inner) {
  auto out = "<" + std::string{name};
  if (!attributes.empty()) out.append(" ").append(attributes);
  return out.append(">").append(inner).append("</").append(name).append(">");
}

std::string styled(std::string_view name, std::string_view css_class, std::string_view inner) {
  if (css_class.empty()) return element(name, "", inner);
  return element(name, "class=\"" + std::string{css_class} + "\"", inner);
}

std::string css_percent(double share) {
  return fixed_text(std::max(share, 0.0) * 100, 3) + "%";
}

}  // namespace kazasu::reports
