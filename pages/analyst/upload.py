"""数据导入：这份文件能不能入库，入库后排名会怎么变？"""

from cloudeye.web import frame
from cloudeye.web.analyst import steps, upload_desk, upload_steps
from cloudeye.web.visitor import admit

viewer = admit("analyst-upload")
upload, step = upload_desk.asked(viewer)
frame.open_page("数据导入", upload_steps.subtitle(upload, step))
steps.dress()
upload_steps.SHOW[step](viewer, upload)
