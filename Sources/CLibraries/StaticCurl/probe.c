// Refers to what tradectl calls of libcurl, so that a linker tells what of it is not there.
#include <curl/curl.h>
#include <openssl/ssl.h>
#include <stdio.h>

int main(void) {
  const int needed = CURL_VERSION_SSL | CURL_VERSION_LIBZ | CURL_VERSION_ASYNCHDNS | CURL_VERSION_HTTP2;
  if (curl_global_init(CURL_GLOBAL_DEFAULT)) return 1;
  if ((curl_version_info(CURLVERSION_NOW)->features & needed) != needed) return 1;
  CURL *easy = curl_easy_init();
  CURLM *multi = curl_multi_init();
  int running = 0, rest;
  // Nobody listens there: the attempt goes through all that a request to an exchange begins with.
  curl_easy_setopt(easy, CURLOPT_URL, "https://127.0.0.1:1/");
  curl_easy_setopt(easy, CURLOPT_HTTPHEADER, curl_slist_append(NULL, "a: b"));
  curl_multi_add_handle(multi, easy);
  do {
    if (curl_multi_perform(multi, &running)) return 1;
    curl_multi_poll(multi, NULL, 0, 100, NULL);
  } while (running);
  const CURLMsg *message = curl_multi_info_read(multi, &rest);
  if (!message || message->data.result != CURLE_COULDNT_CONNECT) return 1;
  curl_multi_remove_handle(multi, easy);
  curl_easy_cleanup(easy);
  return curl_multi_cleanup(multi) ? 1 : 0;
}
