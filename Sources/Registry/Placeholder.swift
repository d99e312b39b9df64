import AsyncHTTPClient
import NIOHTTP2
import Subprocess
