#include "emulators/adapters/http/answer_text.h"

namespace kazasu::adapters {

std::string_view reason_of(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 204:
      return "No Content";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 408:
      return "Request Timeout";
    case 413:
      return "Content Too Large";
    case 431:
      return "Request Header Fields Too Large";
    case 500:
      return "Internal Server Error";
    case 502:
      return "Bad Gateway";
    case 503:
      return "Service Unavailable";
    case 504:
      return "Gateway Timeout";
    case 409:
      return "Conflict";
    default:
      return "Status";
  }
}

void write_head(std::string& output, HttpAnswer const& answer, Framing const& framing) {
  output.clear();
  output.append("HTTP/1.1 ")
      .append(std::to_string(answer.status))
      .append(" ")
      .append(reason_of(answer.status));
  if (!answer.content_type.empty()) output.append("\r\nContent-Type: ").append(answer.content_type);
  output.append("\r\nContent-Length: ").append(std::to_string(answer.body.size()));
  if (!framing.server_timing.empty()) output.append("\r\nServer-Timing: ").append(framing.server_timing);
  for (auto const& [name, value] : answer.headers) {
    output.append("\r\n").append(name).append(": ").append(value);
  }
  output.append(framing.keep_alive ? "\r\n" : "\r\nConnection: close\r\n");
  output.append("Cache-Control: no-store\r\n\r\n");
}

}  // namespace kazasu::adapters
